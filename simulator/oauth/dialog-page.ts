import type { Simulator } from "../state/simulator";
import { type Dialog, isAboutWhatsApp } from "./read-dialog";

const STYLE = `
:root { color-scheme: light dark; --line: #8888; --accent: #0a58ca; --quiet: light-dark(#555, #bbb); }
body { background: light-dark(#fff, #18191a); color: light-dark(#1c1e21, #e4e6eb); font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 1rem; display: grid; justify-items: center; }
main { width: 100%; max-width: 30rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
.told { color: var(--quiet); margin: 0; }
label { display: flex; gap: .7rem; align-items: center; min-height: 2.75rem; padding: .2rem 0; border-bottom: 1px solid var(--line); }
label.text { display: grid; gap: .2rem; border: 0; }
input[type=text], input[type=tel] { font: inherit; padding: .6rem; border: 1px solid var(--line); border-radius: .5rem; width: 100%; box-sizing: border-box; }
input[type=checkbox], input[type=radio] { width: 1.3rem; height: 1.3rem; flex: none; }
.keys { display: grid; gap: .6rem; margin-top: 1.4rem; }
button { font: inherit; min-height: 3rem; border-radius: .6rem; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
button.go { background: var(--accent); border-color: var(--accent); color: #fff; font-weight: 600; }
small { color: var(--quiet); }`;

/** What a permission means, as the dialog says it to people. */
const SCOPE_WORDS: Record<string, string> = {
  whatsapp_business_management: "Manage your WhatsApp accounts",
  whatsapp_business_messaging: "Send and receive WhatsApp messages",
  business_management: "Manage your business",
  instagram_basic: "See your Instagram profile",
  instagram_manage_messages: "Manage Instagram messages",
  pages_manage_metadata: "Manage settings of your Pages",
  pages_show_list: "Show a list of your Pages",
  pages_read_engagement: "Read content on your Pages",
  instagram_business_basic: "See your Instagram profile",
  instagram_business_manage_messages: "Manage Instagram messages",
};

/** The dialog: who is asked for what, what to give access to, and two buttons. Works without a script. */
export function dialogPage(sim: Simulator, dialog: Dialog, url: URL): string {
  const platform = dialog.login === "instagram" ? "Instagram" : "Facebook";
  const permissions = dialog.scopes.map((scope) =>
    tick("checkbox", "scope", scope, SCOPE_WORDS[scope] ?? scope, scope, true),
  );
  return frame(
    `Log in with ${platform} (simulated)`,
    `<form method="post" action="${escaped(url.pathname + url.search)}">
<p class="told">TrustGuard asks for access. Nothing here is real.</p>
<h2>Who you are</h2>
<label class="text"><span>Signed in as</span><input type="text" name="person" value="Ada" autocomplete="off"></label>
${assets(sim, dialog)}
<h2>What TrustGuard may do</h2>
${permissions.join("\n")}
<div class="keys"><button class="go" name="answer" value="allow">Allow</button>
<button name="answer" value="deny">Cancel</button></div>
</form>`,
  );
}

/** What the person sees when the app asked wrongly. */
export function refusalPage(words: string): string {
  return frame("Sorry, something went wrong", `<p>${escaped(words)}</p>`);
}

function assets(sim: Simulator, dialog: Dialog): string {
  const { accounts } = sim.world;
  if (dialog.login === "instagram") {
    const own = accounts.filter(({ login }) => login === "instagram");
    const rows = own.map((one, place) =>
      tick("radio", "account", one.userId, `@${one.username}`, one.name, place === 0),
    );
    return `<h2>Which account</h2>${rows.join("\n") || nothing("Instagram account")}${newAccount()}`;
  }
  if (isAboutWhatsApp(dialog)) return wabas(sim);
  const pages = accounts.filter(({ pageId }) => pageId !== undefined);
  const rows = pages.map((one) =>
    tick("checkbox", "page", one.pageId ?? "", one.name, `Page of @${one.username}`, pages.length === 1),
  );
  return `<h2>Which Pages</h2>${rows.join("\n") || nothing("Page")}${newAccount()}`;
}

function newAccount(): string {
  return `
<h2>Or set up a new account</h2>
<label class="text"><span>Instagram name</span><input type="text" name="new_account" placeholder="my.new.shop" autocomplete="off"></label>
<label class="text"><span>Business name</span><input type="text" name="new_name" autocomplete="off"></label>`;
}

function wabas(sim: Simulator): string {
  const { numbers } = sim.world;
  const ids = [...new Set(numbers.map(({ wabaId }) => wabaId))];
  const rows = ids.map((id) => {
    const own = numbers.filter(({ wabaId }) => wabaId === id);
    const phones = own.map(({ displayPhoneNumber }) => displayPhoneNumber).join(", ");
    return tick("checkbox", "waba", id, own[0]?.verifiedName ?? id, phones, ids.length === 1);
  });
  return `<h2>Which WhatsApp accounts</h2>${rows.join("\n") || nothing("WhatsApp account")}
<h2>Or set up a new number</h2>
<label class="text"><span>Number</span><input type="tel" name="new_number" placeholder="+234 803 000 3003" autocomplete="off"></label>
<label class="text"><span>Business name</span><input type="text" name="new_name" autocomplete="off"></label>`;
}

function tick(
  type: "checkbox" | "radio",
  name: string,
  value: string,
  title: string,
  told: string,
  isOn: boolean,
): string {
  const checked = isOn ? " checked" : "";
  return `<label><input type="${type}" name="${name}" value="${escaped(value)}"${checked}><span>${escaped(title)}<br><small>${escaped(told)}</small></span></label>`;
}

function nothing(what: string): string {
  return `<p class="told">You have no ${what}.</p>`;
}

function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>
`;
}

function escaped(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => named[sign] ?? sign);
}
