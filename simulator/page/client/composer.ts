/** The line to type in, with its attach menu and the quoted message above it. */
export const composerJs = `
import { attachMenu } from "/assets/attach.js";
import { el, icon } from "/assets/dom.js";
import { quoteLine } from "/assets/quote-line.js";

export function composer({ person, number, send, chat }) {
  const quote = quoteLine();
  const submit = (act) => {
    const sent = send({ ...act, ...quote.fields() });
    quote.clear();
    return sent;
  };
  const sendText = () => {
    const text = message.take();
    if (text !== "") submit({ text });
  };
  const message = messageField("Message to " + number.verifiedName + " from " + person.name, sendText, quote.clear);
  const attach = attachButton((close) => attachMenu({ person, number, chat, takeCaption: message.take, send: submit, close }));

  const node = el(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), sendText()) },
    attach.menuPlace,
    quote.node,
    el("div", { class: "line" }, attach.button, message.field, el("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"))),
  );
  document.addEventListener("pointerdown", (event) => {
    if (!node.contains(event.target)) attach.close();
  });
  return {
    node,
    quote(quoted, name) {
      quote.show(quoted, name);
      message.field.focus();
    },
  };
}

/** A field that grows with its text. Enter sends, Shift and Enter begins a line. */
function messageField(label, onEnter, onEscape) {
  const field = el("textarea", { rows: "1", placeholder: "Message", "aria-label": label, enterkeyhint: "send" });
  const grow = () => {
    field.style.height = "auto";
    field.style.height = Math.min(field.scrollHeight, 120) + "px";
  };
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") onEscape();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onEnter();
  });
  /** Gives what was typed and empties the field. */
  const take = () => {
    const text = field.value.trim();
    if (text === "") return "";
    field.value = "";
    grow();
    return text;
  };
  return { field, take };
}

/** A button that opens and closes the menu which makeMenu(close) builds. */
function attachButton(makeMenu) {
  const menuPlace = el("div", { class: "attach-place" });
  const button = el("button", { type: "button", class: "icon-button", "aria-label": "Attach", "aria-expanded": "false" }, icon("plus"));
  const close = () => {
    menuPlace.replaceChildren();
    button.setAttribute("aria-expanded", "false");
  };
  button.addEventListener("click", () => {
    if (menuPlace.childElementCount > 0) return close();
    button.setAttribute("aria-expanded", "true");
    const menu = makeMenu(() => (close(), button.focus()));
    menuPlace.replaceChildren(menu);
    menu.querySelector("button").focus({ preventScroll: true });
  });
  return { button, menuPlace, close };
}
`;
