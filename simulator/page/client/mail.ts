/** The mailbox: a list, and a reading view whose HTML cannot run anything. */
export const mailJs = `
import { avatar, copyText, el, icon } from "/assets/dom.js";
import { clock, codeIn } from "/assets/format.js";
import { on, state } from "/assets/store.js";

export function mailbox(container) {
  let openId;
  const draw = () => {
    const open = state.mails.find((mail) => mail.id === openId);
    container.replaceChildren(...(open ? reading(open, () => show(undefined)) : list(show)));
  };
  const show = (id) => {
    openId = id;
    draw();
    container.querySelector("button")?.focus({ preventScroll: true });
  };
  on("mail", () => openId === undefined && draw());
  on("everything", draw);
}

function list(show) {
  if (state.mails.length === 0) return [el("p", { class: "nothing" }, icon("mail"), "No mail yet. Whatever is mailed to anybody lands here.")];
  return [
    el(
      "ul",
      { class: "mail-list" },
      [...state.mails].reverse().map((mail) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", onclick: () => show(mail.id) },
            avatar(mail.to[0] || "?"),
            el("span", { class: "two-lines" }, el("b", { text: mail.subject || "(no subject)" }), el("small", { text: "to " + mail.to.join(", ") })),
            el("time", { text: clock(Date.parse(mail.at)) }),
          ),
        ),
      ),
    ),
  ];
}

function reading(mail, back) {
  const code = codeIn(mail.text);
  const body = mail.html ? htmlBody(mail) : el("pre", { class: "mail-text", text: mail.text });
  const place = el("div", { class: "mail-body" }, body);
  const toggle =
    mail.html && mail.text && el("button", { type: "button", class: "quiet", text: "Show as text", onclick: () => swap(place, mail, toggle) });
  return [
    el(
      "article",
      { class: "mail" },
      el("header", {}, el("button", { type: "button", class: "icon-button", "aria-label": "Back to the list", onclick: back }, icon("back")), el("h3", { text: mail.subject || "(no subject)" })),
      el("p", { class: "mail-from" }, el("span", { text: mail.from }), el("span", { text: "to " + mail.to.join(", ") })),
      el("p", { class: "mail-tools" }, code && el("button", { type: "button", class: "copy", onclick: () => copyText(code) }, icon("copy"), "Copy " + code), toggle),
      place,
      mail.attachments.length > 0 && el("p", { class: "mail-files", text: mail.attachments.map((file) => file.filename).join(", ") }),
    ),
  ];
}

function swap(place, mail, toggle) {
  const showsHtml = place.querySelector("iframe") !== null;
  place.replaceChildren(showsHtml ? el("pre", { class: "mail-text", text: mail.text }) : htmlBody(mail));
  toggle.textContent = showsHtml ? "Show as designed" : "Show as text";
}

function htmlBody(mail) {
  const frame = el("iframe", { title: "Mail: " + mail.subject, sandbox: "allow-popups allow-popups-to-escape-sandbox", referrerpolicy: "no-referrer" });
  frame.srcdoc = "<base target=_blank><meta name=viewport content='width=device-width'><style>body{margin:12px;font:15px/1.5 system-ui,sans-serif;background:#fff;color:#222;overflow-wrap:anywhere}img{max-width:100%}</style>" + mail.html;
  return frame;
}
`;
