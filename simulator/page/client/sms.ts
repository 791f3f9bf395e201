/** The SMS inbox: one conversation per phone number, the newest first. */
export const smsJs = String.raw`
import { avatar, copyText, el, icon } from "/assets/dom.js";
import { clock, codeIn, phoneNumber } from "/assets/format.js";
import { on, state } from "/assets/store.js";

export function smsInbox(container) {
  const draw = () => {
    const phones = [...new Set(state.sms.map((sms) => sms.phone).reverse())];
    container.replaceChildren(...(phones.length === 0 ? [empty()] : phones.map(conversation)));
  };
  on("sms", draw);
  on("everything", draw);
  on("people", draw);
}

function empty() {
  return el("p", { class: "nothing" }, icon("sms"), "No text message yet. Sign-in codes sent by SMS appear here, for every phone.");
}

function conversation(phone) {
  const owner = state.people.find((person) => phone.replace(/\D/g, "") === person.phone);
  const messages = state.sms.filter((sms) => sms.phone === phone).reverse();
  return el(
    "section",
    { class: "sms-thread" },
    el("h3", {}, avatar(owner ? owner.name : phone.slice(-2)), el("span", { class: "two-lines" }, el("b", { text: owner ? owner.name : phoneNumber(phone) }), owner && el("small", { text: phoneNumber(phone) }))),
    el("ol", {}, messages.map(message)),
  );
}

function message(sms) {
  const code = codeIn(sms.message);
  return el(
    "li",
    { class: "sms" },
    el("div", { class: "sms-bubble" }, sms.message),
    el(
      "div",
      { class: "sms-foot" },
      el("span", { text: (sms.senderId ? sms.senderId + " · " : "") + clock(Date.parse(sms.at)) }),
      code && el("button", { type: "button", class: "copy", onclick: () => copyText(code) }, icon("copy"), "Copy " + code),
    ),
  );
}
`;
