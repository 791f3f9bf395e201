/** The line to type in, with its attach menu and the quoted message above it. */
export const composerJs = `
import { attachMenu } from "/assets/attach.js";
import { el, icon } from "/assets/dom.js";
import { plainText } from "/assets/format.js";

export function composer({ person, number, send, chat }) {
  let quotedId;
  const field = el("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message to " + number.verifiedName + " from " + person.name, enterkeyhint: "send" });
  const quote = el("div", { class: "quote-line", hidden: true });
  const menuPlace = el("div", { class: "attach-place" });
  const attachButton = el("button", { type: "button", class: "icon-button", "aria-label": "Attach", "aria-expanded": "false" }, icon("plus"));

  const closeMenu = () => {
    menuPlace.replaceChildren();
    attachButton.setAttribute("aria-expanded", "false");
  };
  const clearQuote = () => {
    quotedId = undefined;
    quote.hidden = true;
    quote.replaceChildren();
  };
  const submit = (act) => {
    const sent = send({ ...act, ...(quotedId ? { quote: quotedId } : {}) });
    clearQuote();
    return sent;
  };
  const sendText = () => {
    const text = field.value.trim();
    if (text === "") return;
    field.value = "";
    grow();
    submit({ text });
  };
  const grow = () => {
    field.style.height = "auto";
    field.style.height = Math.min(field.scrollHeight, 120) + "px";
  };
  const takeCaption = () => {
    const caption = field.value.trim();
    field.value = "";
    grow();
    return caption;
  };

  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clearQuote();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  });
  attachButton.addEventListener("click", () => {
    if (menuPlace.childElementCount > 0) return closeMenu();
    attachButton.setAttribute("aria-expanded", "true");
    const menu = attachMenu({ person, number, chat, takeCaption, send: submit, close: () => (closeMenu(), attachButton.focus()) });
    menuPlace.replaceChildren(menu);
    menu.querySelector("button").focus({ preventScroll: true });
  });
  document.addEventListener("pointerdown", (event) => {
    if (!node.contains(event.target)) closeMenu();
  });

  const node = el(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), sendText()) },
    menuPlace,
    quote,
    el("div", { class: "line" }, attachButton, field, el("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"))),
  );
  return {
    node,
    quote(message, name) {
      quotedId = message.id;
      quote.hidden = false;
      quote.replaceChildren(
        el("div", { class: "quoted" }, el("b", { text: name }), el("span", { text: plainText(message).slice(0, 120) })),
        el("button", { type: "button", class: "icon-button", "aria-label": "Do not quote", onclick: clearQuote }, icon("close")),
      );
      field.focus();
    },
  };
}
`;
