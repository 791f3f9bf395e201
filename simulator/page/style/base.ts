/** Tokens, the page's frame, and small pieces. */
export const baseCss = `
:root {
  color-scheme: light;
  --paper: #f6f3ec; --card: #fffdf9; --ink: #16241d; --soft: #5c6b62; --line: #ddd8cc; --hover: #efeae0;
  --palm: #0b6b4f; --palm-soft: #dcefe6; --laterite: #a8321a; --laterite-soft: #fbe6df; --marigold: #8a5a00;
  --wall: #efe7dd; --wall-ink: #e3d9cb; --mine: #d9fdd3; --theirs: #ffffff; --head: #0b6b4f; --head-ink: #ffffff; --head-soft: #cfe9dd;
  --meta: #5f6f68; --chip: #ffffff; --blue: #0a84d6; --link: #04679b; --bezel: #20262a; --shadow: 0 10px 30px rgb(30 40 35 / .18);
}
:root[data-theme="dark"] { color-scheme: dark; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; } }
DARK_RULES
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
html, body { height: 100%; }
body {
  display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); height: 100dvh; overflow: hidden; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; -webkit-text-size-adjust: 100%;
}
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; padding: 0; text-align: inherit; }
:focus-visible { outline: 2px solid var(--palm); outline-offset: 2px; }
h1, h2, h3 { font-size: inherit; line-height: 1.2; }
ul, ol { list-style: none; padding: 0; }
time { font-variant-numeric: tabular-nums; }
.icon { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.offscreen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon-button { display: inline-grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; flex: none; }
.icon-button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
.avatar { display: inline-grid; place-items: center; width: 40px; height: 40px; border-radius: 50%; color: #fff; font-weight: 600; font-size: 17px; flex: none; text-transform: uppercase; }
.two-lines { display: grid; min-width: 0; flex: 1; }
.two-lines > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.two-lines small { color: var(--soft); font-size: 13px; }
.badge { min-width: 18px; padding: 0 5px; border-radius: 9px; background: var(--laterite); color: #fff; font: 600 12px/18px system-ui, sans-serif; text-align: center; }

.top { display: flex; align-items: center; gap: 12px; padding: 8px 16px; border-bottom: 1px solid var(--line); background: var(--card); }
.top h1 { display: flex; align-items: center; gap: 10px; font-size: 17px; white-space: nowrap; letter-spacing: -.01em; }
.mark { width: 18px; height: 28px; border: 2.5px solid var(--palm); border-radius: 6px; background: linear-gradient(var(--palm-soft), var(--palm-soft)) center / 8px 12px no-repeat; }
.people { display: flex; gap: 8px; overflow-x: auto; flex: 1; padding: 2px; scrollbar-width: none; }
.chip { display: flex; align-items: center; gap: 8px; min-height: 40px; padding: 4px 14px 4px 5px; border: 1px solid var(--line); border-radius: 22px; background: var(--chip); white-space: nowrap; font-weight: 500; }
.chip .avatar { width: 30px; height: 30px; font-size: 14px; }
.chip[aria-pressed="false"] { opacity: .6; background: none; }
.chip small { color: var(--laterite); }
.chip.add { padding-left: 10px; color: var(--palm); border-style: dashed; }
.chip .icon { width: 18px; height: 18px; }
.lost { display: none; color: var(--laterite); font-size: 14px; white-space: nowrap; }
.offline .lost { display: block; }
.misbehave { min-height: 40px; padding: 0 16px; border: 1px solid var(--line); border-radius: 10px; font-weight: 600; color: var(--laterite); white-space: nowrap; }
.misbehave:hover { background: var(--laterite-soft); }

main { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr) 372px; min-height: 0; }
.phones { display: flex; gap: 24px; padding: 18px 24px; overflow-x: auto; min-width: 0; scroll-snap-type: x proximity; scroll-padding: 24px; }
.phones::before, .phones::after { content: ""; margin: auto; }
.boxes { display: grid; grid-template-rows: minmax(0, 1fr) minmax(0, 1.15fr); border-left: 1px solid var(--line); background: var(--card); min-height: 0; }
.box { display: grid; grid-template-rows: auto 1fr; min-height: 0; }
.box + .box { border-top: 1px solid var(--line); }
.box > h2 { padding: 14px 18px 8px; font-size: 16px; }
.scroll { overflow-y: auto; padding: 0 10px 12px; }
.nothing { display: grid; justify-items: center; gap: 8px; padding: 28px 24px; color: var(--soft); text-align: center; font-size: 14px; }
.tabs { display: none; }

#toast { position: fixed; left: 50%; bottom: 88px; translate: -50% 12px; max-width: min(92vw, 420px); padding: 10px 16px; border-radius: 10px; background: var(--ink); color: var(--paper); font-size: 14px; opacity: 0; pointer-events: none; transition: opacity .15s, translate .15s; z-index: 30; }
#toast.shown { opacity: 1; translate: -50% 0; }

@media (max-width: 999px) {
  .top { gap: 8px; padding: 6px 10px; }
  .misbehave { display: none; }
  .top h1 span:last-child { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .top h1 { gap: 0; }
  main { grid-template-columns: minmax(0, 1fr); }
  body:not([data-tab="phones"]) .phones, body[data-tab="phones"] .boxes { display: none; }
  .boxes { border: 0; grid-template-rows: 1fr; }
  body[data-tab="sms"] .mail-box, body[data-tab="mail"] .sms-box { display: none; }
  .phones { padding: 0; gap: 0; scroll-snap-type: x mandatory; scroll-padding: 0; }
  .tabs { display: grid; grid-template-columns: repeat(4, 1fr); border-top: 1px solid var(--line); background: var(--card); padding-bottom: env(safe-area-inset-bottom); }
  .tabs button { position: relative; display: grid; justify-items: center; gap: 2px; padding: 7px 0 6px; min-height: 54px; font-size: 12px; color: var(--soft); }
  .tabs [aria-current] { color: var(--palm); font-weight: 600; }
  .tabs .badge { position: absolute; top: 4px; left: calc(50% + 6px); }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; scroll-behavior: auto !important; } }
`.replace("DARK_RULES", darkRules());

/** The dark palette twice: by the system's wish, and by the button. */
function darkRules(): string {
  const dark = `
  --paper: #0e1512; --card: #151d19; --ink: #e6ece8; --soft: #9aaaa1; --line: #2a352f; --hover: #1e2823;
  --palm: #5cc79b; --palm-soft: #17382b; --laterite: #f08a6c; --laterite-soft: #3a201a; --marigold: #f0bf5a;
  --wall: #0b141a; --wall-ink: #121e25; --mine: #0d4f41; --theirs: #202c33; --head: #1f2c33; --head-ink: #e9edef; --head-soft: #9db0b8;
  --meta: #a3b5ae; --chip: #1c2621; --blue: #53bdeb; --link: #6cc3f0; --bezel: #2b3439; --shadow: 0 10px 30px rgb(0 0 0 / .5);`;
  return `:root[data-theme="dark"] {${dark}\n}\n@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${dark}\n} }`;
}
