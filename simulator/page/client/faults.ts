/** The drawer that makes things go wrong, and shows what passes between platform and app. */
export const faultsJs = String.raw`
import { el, icon, toast } from "/assets/dom.js";
import { clock } from "/assets/format.js";
import { ask, on, state } from "/assets/store.js";

const FAULTS = [
  ["down", "WhatsApp is down", "Calls answer 503, and nothing reaches the app until it ends. Nothing may be lost."],
  ["fail", "Sending fails", "A message is refused with 500 and not sent."],
  ["fail", "Sent, but answered with an error", "The buyer gets the message, the app is told it failed.", { effect: true }],
  ["rate_limit", "Too many messages", "130429: the app has to slow down."],
  ["revoke", "Token revoked", "Every call answers 190: the channel must be connected again."],
  ["duplicate", "Webhooks come twice", "What happened once is told twice, at the same moment."],
  ["reorder", "Webhooks out of order", "The next two seconds arrive backwards.", { ms: 2000 }],
  ["delay", "Webhooks are late", "Everything arrives five seconds later.", { ms: 5000 }],
  ["withhold_statuses", "No ticks", "Sent, delivered and read are never told."],
  ["media_gone", "Pictures cannot be fetched", "Downloads answer 404."],
  ["sms_down", "SMS gateway is down", "Codes cannot be sent by SMS."],
  ["mail_down", "Mail server is down", "Mail is turned away for now."],
];

export function faultDrawer(dialog, badge) {
  const list = el("ul", { class: "faults" });
  const traffic = el("ol", { class: "traffic", tabindex: "0", "aria-label": "Traffic" }, el("li", { class: "nothing", text: "Nothing has passed yet." }));
  const clockLine = el("span", { text: "The time is right." });
  const draw = () => {
    list.replaceChildren(...FAULTS.map(row));
    badge.textContent = state.faults.length ? String(state.faults.length) : "";
    badge.hidden = state.faults.length === 0;
  };
  on("faults", draw);
  on("everything", draw);
  on("clock", ({ offsetMs, now }) => (clockLine.textContent = offsetMs ? "The platform thinks it is " + new Date(now).toLocaleString("en-GB") + "." : "The time is right."));
  on("traffic", (event) => addTraffic(traffic, event));
  dialog.replaceChildren(
    el("header", {}, el("h2", { text: "Misbehave" }), el("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    el("p", { class: "lead", text: "Real platforms fail. Choose how, and see that nobody is harmed." }),
    list,
    el("h3", { text: "Time" }),
    el("p", { class: "time-row" }, clockLine, button("25 hours later", () => ask("POST", "clock", { offsetMs: 25 * 3600000 })), button("Back to now", () => ask("POST", "clock", { offsetMs: 0 }))),
    el("h3", { text: "Traffic" }),
    traffic,
    button("Start over: empty all phones and boxes", startOver, "danger"),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  draw();
}

function row([kind, title, sentence, more = {}]) {
  const active = state.faults.find((fault) => fault.kind === kind && fault.effect === (more.effect || false));
  return el(
    "li",
    { class: active ? "active" : "" },
    el("span", { class: "two-lines" }, el("b", { text: title }), el("small", { text: active && active.count ? "Next " + active.count + ". " + sentence : sentence })),
    active
      ? button("Stop", () => ask("DELETE", "faults?id=" + active.id), "stop", "Stop: " + title)
      : [button("Once", () => ask("POST", "faults", { kind, count: 1, ...more }), "", "Once: " + title), button("Keep on", () => ask("POST", "faults", { kind, ...more }), "", "Keep on: " + title)],
  );
}

function button(text, run, kind = "", label) {
  return el("button", { type: "button", class: "small " + kind, "aria-label": label, text, onclick: () => Promise.resolve(run()).catch((error) => toast(error.message)) });
}

async function startOver() {
  if (!confirm("Empty all phones, the SMS inbox and the mailbox?")) return;
  await ask("POST", "reset");
  toast("All is as at the beginning.");
}

function addTraffic(list, { kind, call, webhook }) {
  list.querySelector(".nothing")?.remove();
  const line =
    kind === "graph"
      ? ["→ " + call.method + " " + call.path.replace(/^\/v[\d.]+/, ""), call.status ? String(call.status) : "cut", call.status >= 200 && call.status < 300]
      : ["← webhook, attempt " + webhook.attempts, webhook.result, webhook.result === "200"];
  list.prepend(el("li", { class: line[2] ? "good" : "bad" }, el("time", { text: clock(Date.now()) }), el("span", { text: line[0] }), el("b", { text: line[1] })));
  while (list.childElementCount > 40) list.lastElementChild.remove();
}
`;
