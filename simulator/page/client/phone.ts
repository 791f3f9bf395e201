/** A phone: the person's, showing one business chat at a time. */
export const phoneJs = `
import { bubble } from "/assets/bubble.js";
import { composer } from "/assets/composer.js";
import { avatar, el, icon, toast } from "/assets/dom.js";
import { clock, dayName, plainText } from "/assets/format.js";
import { chooseRow, openPicture } from "/assets/dialogs.js";
import { personMenu } from "/assets/person-menu.js";
import { ask, businessesOf, chatKey, chatOf, on } from "/assets/store.js";

export function phone(person) {
  const screen = el("div", { class: "screen" });
  const node = el("section", { class: "phone", "aria-label": person.name + "'s phone", id: "phone-" + person.phone, "data-phone": person.phone }, statusBar(), screen);
  let leave = [];
  const show = (build) => {
    for (const stop of leave.splice(0)) stop();
    screen.replaceChildren(...build(leave));
  };
  const businesses = businessesOf(person);
  const openChat = (number) => {
    node.classList.toggle("instagram", number.platform === "instagram");
    show((leaving) => chatScreen(person, number, leaving, businesses.length > 1 ? openList : undefined));
  };
  const openList = () => {
    node.classList.remove("instagram");
    show((leaving) => listScreen(person, businesses, leaving, openChat));
  };
  if (businesses.length > 1) openList();
  else if (businesses.length === 1) openChat(businesses[0]);
  return { node, close: () => show(() => []) };
}

function statusBar() {
  const time = el("span", { text: clock(Date.now()) });
  setInterval(() => (time.textContent = clock(Date.now())), 20000);
  return el("div", { class: "status-bar", "aria-hidden": "true" }, time, el("i"), el("span", { class: "battery" }));
}

function listScreen(person, businesses, leaving, openChat) {
  const list = el("ul", { class: "chat-list" });
  const draw = () => {
    list.replaceChildren(
      ...businesses.map((number) => {
        const last = chatOf(number.phoneNumberId, person.phone).messages.at(-1);
        return el(
          "li",
          {},
          el(
            "button",
            { type: "button", onclick: () => openChat(number) },
            face(number),
            el("span", { class: "two-lines" }, el("b", { text: number.verifiedName }), el("small", { text: appName(number) + " · " + (last ? plainText(last).slice(0, 60) : number.displayPhoneNumber) })),
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
  const post = (act) => ask("POST", "people/" + person.phone + "/send", { number: number.phoneNumberId, ...act });
  const send = async (act) => {
    try {
      await post(act);
      // Instagram has no captions: the words follow as a message of their own.
      const caption = onInstagram(number) && (act.image || act.document || act.video)?.caption;
      if (caption) await post({ text: caption });
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
    unsend: onInstagram(number) && ((message) => send({ delete: { message_id: message.id } })),
    open: openPicture,
    grown: () => isAtEnd && toBottom(),
  };
  const draw = () => {
    messages.replaceChildren(...withDays(chat().messages, (message) => bubble(message, chat(), number.verifiedName, actions)));
    if (chat().messages.length === 0) messages.append(emptyChat(number));
    if (chat().isTyping) messages.append(typingBubble(number));
    subtitle.textContent = chat().isTyping ? "typing…" : onInstagram(number) ? number.displayPhoneNumber : "Business account";
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
      face(number),
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
    el("q", { text: onInstagram(number) ? "How much be the HP laptop? I want 5." : "Hi, I want dis red ankara dress. How much?" }),
  );
}

const onInstagram = (number) => number.platform === "instagram";
const appName = (number) => (onInstagram(number) ? "Instagram" : "WhatsApp");

/** Instagram draws a ring around a business that has a story. */
function face(number) {
  const node = avatar(number.verifiedName);
  if (onInstagram(number)) node.classList.add("ring");
  return node;
}

function typingBubble(number) {
  return el("li", { class: "row theirs" }, el("div", { class: "bubble typing", role: "img", "aria-label": number.verifiedName + " is typing" }, el("i"), el("i"), el("i")));
}
`;
