/** The dots in a phone's corner: what its owner can switch. */
export const personMenuJs = `
import { el, icon, toast } from "/assets/dom.js";
import { phoneNumber } from "/assets/format.js";
import { ask, state } from "/assets/store.js";

const SWITCHES = [
  ["online", "Phone is on"],
  ["readReceipts", "Read receipts (blue ticks)"],
  ["hidePhone", "Number hidden behind a user name"],
  ["blocked", "Has blocked businesses"],
];

export function personMenu(person) {
  const list = el("div", { class: "menu" });
  const details = el(
    "details",
    { class: "person-menu" },
    el("summary", { class: "icon-button", "aria-label": "Settings of " + person.name + "'s phone" }, icon("more")),
    list,
  );
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    const now = state.people.find((one) => one.phone === person.phone) || person;
    list.replaceChildren(el("b", { text: now.name }), el("small", { text: phoneNumber(now.phone) }), ...SWITCHES.map(([key, label]) => choice(now, key, label)));
  });
  document.addEventListener("pointerdown", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") details.open = false;
  });
  return details;
}

function choice(person, key, label) {
  const box = el("input", { type: "checkbox", checked: person[key] });
  box.addEventListener("change", () => ask("PATCH", "people/" + person.phone, { [key]: box.checked }).catch((error) => toast(error.message)));
  return el("label", { class: "check" }, box, label);
}
`;
