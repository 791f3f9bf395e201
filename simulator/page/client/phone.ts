/** A phone: the person's, showing one business chat at a time. */
export const phoneJs = `
import { bubble } from "/assets/bubble.js";
import { composer } from "/assets/composer.js";
import { avatar, el, icon, toast } from "/assets/dom.js";
import { clock, dayName, plainText } from "/assets/format.js";
import { chooseRow, openPicture } from "/assets/dialogs.js";
import { personMenu } from "/assets/person-menu.js";
import { ask, chatKey, chatOf, on, state } from "/assets/store.js";

export function phone(person) {
  const screen = el("div", { class: "screen" });
  const node = el("section", { class: "phone", "aria-label": person.name + "'s phone", id: "phone-" + person.phone, "data-phone": person.phone }, statusBar(), screen);
  let leave = [];
  const show = (build) => {
    for (const stop of leave.splice(0)) stop();
    screen.replaceChildren(...build(leave));
  };
  const openChat = (number) => show((leaving) => chatScreen(person, number, leaving, state.numbers.length > 1 ? openList : undefined));
  const openList = () => show((leaving) => listScreen(person, leaving, openChat));
  if (state.numbers.length > 1) openList();
  else openChat(state.numbers[0]);
  return { node, close: () => show(() => []) };
}

function statusBar() {
  const time = el("span", { text: clock(Date.now()) });
  setInterval(() => (time.textContent = clock(Date.now())), 20000);
  return el("div", { class: "status-bar", "aria-hidden": "true" }, time, el("i"), el("span", { class: "battery" }));
}

function listScreen(person, leaving, openChat) {
  const list = el("ul", { class: "chat-list" });
  const draw = () => {
    list.replaceChildren(
      ...state.numbers.map((number) => {
        const last = chatOf(number.phoneNumberId, person.phone).messages.at(-1);
        return el(
          "li",
          {},
          el(
            "button",
            { type: "button", onclick: () => openChat(number) },
            avatar(number.verifiedName),
            el("span", { class: "two-lines" }, el("b", { text: number.verifiedName }), el("small", { text: last ? plainText(last).slice(0, 60) : number.displayPhoneNumber })),
            last && el("time", { text: clock(last.atMs) }),
          ),
        );
      }),
    );
  };
  draw();
  leaving.push(on("message", draw));
  return [el("header", { class: "chat-head list" }, el("h2", { text: "Chats" }), el("span", { class: "owner", text: person.name }), personMenu(person)), list];
}

function chatScreen(person, number, leaving, goBack) {
  const chat = () => chatOf(number.phoneNumberId, person.phone);
  const subtitle = el("small", { "aria-live": "polite" });
  const messages = el("ol", { class: "messages", "aria-label": "Chat with " + number.verifiedName, tabindex: "0" });
  const toBottom = () => (messages.scrollTop = messages.scrollHeight);
  let isAtEnd = true;
  messages.addEventListener("scroll", () => (isAtEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 120));
  const send = async (act) => {
    try {
      await ask("POST", "people/" + person.phone + "/send", { number: number.phoneNumberId, ...act });
    } catch (error) {
      toast(error.message);
    }
  };
  const typing = composer({ person, number, send, chat });
  const actions = {
    quote: (message) => typing.quote(message, message.from === "person" ? "You" : number.verifiedName),
    react: (message, emoji) => send({ reaction: { message_id: message.id, emoji } }),
    press: (message, id) => send({ button: { message_id: message.id, id } }),
    chooseFrom: (message) => chooseRow(message.list, (id) => send({ button: { message_id: message.id, id } })),
    open: openPicture,
    grown: () => isAtEnd && toBottom(),
  };
  const draw = () => {
    messages.replaceChildren(...withDays(chat().messages, (message) => bubble(message, chat(), number.verifiedName, actions)));
    if (chat().messages.length === 0) messages.append(emptyChat(number));
    if (chat().isTyping) messages.append(typingBubble(number));
    subtitle.textContent = chat().isTyping ? "typing…" : "Business account";
    toBottom();
  };
  const changed = ({ message, changed: id }) => {
    const place = id && messages.querySelector("[data-id='" + CSS.escape(id) + "']");
    const known = id && chat().messages.find((one) => one.id === id);
    if (place && known) return place.replaceWith(bubble(known, chat(), number.verifiedName, actions));
    draw();
    if (message) messages.lastElementChild.classList.add("fresh");
  };
  leaving.push(on("chat:" + chatKey(number.phoneNumberId, person.phone), changed));
  draw();
  requestAnimationFrame(toBottom);
  return [
    el(
      "header",
      { class: "chat-head" },
      goBack && el("button", { type: "button", class: "icon-button", "aria-label": "Back to the chats", onclick: goBack }, icon("back")),
      avatar(number.verifiedName),
      el("span", { class: "two-lines" }, el("h2", { text: number.verifiedName }), subtitle),
      personMenu(person),
    ),
    messages,
    typing.node,
  ];
}

function withDays(messages, draw) {
  let day;
  return messages.flatMap((message) => {
    const name = dayName(message.atMs);
    const separator = name === day ? [] : [el("li", { class: "day" }, el("span", { text: name }))];
    day = name;
    return [...separator, draw(message)];
  });
}

function emptyChat(number) {
  return el(
    "li",
    { class: "empty" },
    el("span", {}, "Write to ", el("b", { text: number.verifiedName }), " as a buyer would, for instance:"),
    el("q", { text: "Hi, I want dis red ankara dress. How much?" }),
  );
}

function typingBubble(number) {
  return el("li", { class: "row theirs" }, el("div", { class: "bubble typing", role: "img", "aria-label": number.verifiedName + " is typing" }, el("i"), el("i"), el("i")));
}
`;
