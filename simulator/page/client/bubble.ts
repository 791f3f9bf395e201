/** One message as the phone shows it. */
export const bubbleJs = `
import { el, icon, ticks } from "/assets/dom.js";
import { clock, fileSize, plainText, richText } from "/assets/format.js";

/** The actions are what the phone can do with a message: quote, react, press. */
export function bubble(message, chat, businessName, actions) {
  const mine = message.from === "person";
  const who = mine ? "You" : businessName;
  const node = el(
    "li",
    { class: "row " + (mine ? "mine" : "theirs") + " type-" + message.type, "data-id": message.id },
    el(
      "div",
      { class: "bubble", onclick: (event) => tapped(event, message, actions) },
      el("span", { class: "offscreen", text: who + ": " }),
      quoted(message, chat, businessName),
      message.header && el("div", { class: "header", text: message.header }),
      media(message, actions),
      place(message),
      message.isDeleted && el("div", { class: "text gone", text: "Message unsent" }),
      message.text && el("div", { class: "text", dir: "auto" }, richText(message.text)),
      message.footer && el("div", { class: "footer", text: message.footer }),
      el("span", { class: "meta" }, message.isEdited && "edited", el("time", { text: clock(message.atMs) }), mine && ticks(message.state)),
      tools(message, actions),
    ),
    choices(message, actions),
    reactions(message),
    mine && chat.messages.at(-1) === message && el("span", { class: "seen", text: SEEN[message.state] }),
  );
  return node;
}

/** Instagram says under the newest message how far it came; WhatsApp's ticks say it on each. */
const SEEN = { sent: "Sending…", delivered: "Sent", read: "Seen" };

function tapped(event, message, actions) {
  if (event.target.closest("a, button, img") || String(getSelection())) return;
  actions.quote(message);
}

function tools(message, actions) {
  const label = plainText(message).replace(/s+/g, " ").slice(0, 60);
  const has = message.reactions?.person;
  return el(
    "span",
    { class: "tools" },
    el("button", { type: "button", "aria-label": "Reply to: " + label, onclick: () => actions.quote(message) }, icon("reply")),
    actions.unsend &&
      message.from === "person" &&
      !message.isDeleted &&
      el("button", { type: "button", "aria-label": "Unsend: " + label, onclick: () => actions.unsend(message) }, icon("close")),
    message.from === "business" &&
      el(
        "button",
        { type: "button", "aria-label": (has ? "Take back reaction to: " : "React with thumbs up to: ") + label, onclick: () => actions.react(message, has ? "" : "👍") },
        icon("smile"),
      ),
  );
}

function quoted(message, chat, businessName) {
  if (!message.quotedId) return undefined;
  const original = chat.messages.find((one) => one.id === message.quotedId);
  const name = original?.from === "person" ? "You" : businessName;
  return el(
    "div",
    { class: "quoted" },
    el("b", { text: original ? name : "Message" }),
    el("span", { text: original ? plainText(original).slice(0, 140) : "Not on this phone" }),
  );
}

function media(message, actions) {
  const file = message.media;
  if (!file) return undefined;
  const url = "/_sim/media/" + file.mediaId;
  if (message.type === "audio") return voice(file, url);
  if (message.type === "document" || !file.mimeType.startsWith("image/")) return documentCard(file, url);
  const image = el("img", { src: url, alt: message.type === "sticker" ? "Sticker" : "Photo", loading: "lazy" });
  image.onload = () => actions.grown();
  if (message.type === "sticker") return el("div", { class: "picture" }, image);
  const button = el("button", { type: "button", class: "picture", "aria-label": "Open the photo", onclick: () => actions.open(url, file) }, image);
  image.onerror = () => button.replaceWith(documentCard(file, url));
  return button;
}

function voice(file, url) {
  return el("div", { class: "voice" }, icon("voice"), el("audio", { src: url, controls: true, preload: "none" }));
}

function documentCard(file, url) {
  const name = file.filename || (file.mimeType.startsWith("image/") ? "Photo" : "Document");
  const kind = (file.mimeType.split("/")[1] || "").split(/[;+]/)[0].toUpperCase();
  return el(
    "a",
    { class: "document", href: url, target: "_blank", rel: "noreferrer" },
    el("span", { class: "sheet " + kind.toLowerCase(), text: kind.slice(0, 4), "aria-hidden": "true" }),
    el("span", { class: "name" }, el("b", { text: name }), el("small", { text: fileSize(file.sizeBytes) + " · " + kind })),
  );
}

function place(message) {
  const { location } = message;
  if (!location) return undefined;
  const at = location.latitude.toFixed(4) + ", " + location.longitude.toFixed(4);
  return el("div", { class: "place" }, el("span", { class: "map" }, icon("place")), el("b", { text: location.name || "Location" }), el("small", { text: location.address || at }));
}

function choices(message, actions) {
  if (message.buttons) {
    return el(
      "div",
      { class: "choices" },
      message.buttons.map(({ id, title }) => el("button", { type: "button", onclick: () => actions.press(message, id) }, icon("reply"), title)),
    );
  }
  if (message.list) {
    return el("div", { class: "choices" }, el("button", { type: "button", onclick: () => actions.chooseFrom(message) }, icon("list"), message.list.button));
  }
  if (message.link) {
    return el("div", { class: "choices" }, el("a", { href: message.link.url, target: "_blank", rel: "noreferrer" }, icon("link"), message.link.title));
  }
  return undefined;
}

function reactions(message) {
  const given = Object.values(message.reactions || {}).filter(Boolean);
  return given.length > 0 && el("span", { class: "reactions", text: given.join(" "), "aria-label": "Reaction " + given.join(" ") });
}
`;
