/** The page's frame; everything in it is drawn by the client modules. */
export const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Phones, SMS and mail</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/main.js"></script>
</head>
<body data-tab="phones">
<header class="top">
  <h1><span class="mark" aria-hidden="true"></span><span>Simulated phones</span></h1>
  <nav class="people" id="people" aria-label="People"></nav>
  <span class="lost" role="status">Connection lost, trying again…</span>
  <button type="button" class="icon-button" id="theme" aria-label="Switch between light and dark"></button>
  <button type="button" class="misbehave" data-drawer>Misbehave</button>
</header>
<main>
  <div id="phones" class="phones" aria-label="Phones"></div>
  <aside class="boxes" aria-label="SMS and mail">
    <div class="box sms-box"><h2 id="sms-title">SMS inbox</h2><div id="sms-list" class="scroll" tabindex="0" role="region" aria-labelledby="sms-title"></div></div>
    <div class="box mail-box"><h2 id="mail-title">Mailbox</h2><div id="mail-list" class="scroll" tabindex="0" role="region" aria-labelledby="mail-title"></div></div>
  </aside>
</main>
<nav class="tabs" aria-label="Parts">
  <button type="button" data-opens="phones"><svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M4 5h16v11H9l-5 4z"/></svg>Phones</button>
  <button type="button" data-opens="sms"><svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M8 3h8a1.5 1.5 0 011.5 1.5v15A1.5 1.5 0 0116 21H8a1.5 1.5 0 01-1.5-1.5v-15A1.5 1.5 0 018 3zM11 18h2"/></svg>SMS<b class="badge" id="badge-sms" hidden></b></button>
  <button type="button" data-opens="mail"><svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6"/></svg>Mail<b class="badge" id="badge-mail" hidden></b></button>
  <button type="button" data-drawer><svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M13 3L5 14h6l-1 7 8-11h-6z"/></svg>Misbehave<b class="badge" id="badge-faults" hidden></b></button>
</nav>
<dialog id="drawer" class="drawer" aria-label="Misbehave"></dialog>
<div id="toast" role="status" aria-live="polite"></div>
</body>
</html>
`;

export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6b4f"/><rect x="10" y="5" width="12" height="22" rx="3" fill="#fff"/><path d="M12.5 15l2.5 2.5 4.5-5" stroke="#0b6b4f" stroke-width="2" fill="none"/></svg>`;
