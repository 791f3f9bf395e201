/** The message that is being answered, above the line to type in. */
export const quoteLineJs = `
import { el, icon } from "/assets/dom.js";
import { plainText } from "/assets/format.js";

export function quoteLine() {
  let quotedId;
  const node = el("div", { class: "quote-line", hidden: true });
  const clear = () => {
    quotedId = undefined;
    node.hidden = true;
    node.replaceChildren();
  };
  return {
    node,
    clear,
    /** Fields that a sent message carries while it quotes another. */
    fields: () => (quotedId ? { quote: quotedId } : {}),
    show(message, name) {
      quotedId = message.id;
      node.hidden = false;
      node.replaceChildren(
        el("div", { class: "quoted" }, el("b", { text: name }), el("span", { text: plainText(message).slice(0, 120) })),
        el("button", { type: "button", class: "icon-button", "aria-label": "Do not quote", onclick: clear }, icon("close")),
      );
    },
  };
}
`;
