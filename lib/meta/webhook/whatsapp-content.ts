import type { Content, ContentKind } from "./item";
import { field, idOf, isObject, type JsonObject, textOf } from "./read-json";
import { definedOnly, MAX_NAME_LENGTH, MAX_TEXT_LENGTH, mediaOf } from "./read-values";

type Reader = (message: JsonObject) => Content;

const READERS: Record<string, Reader> = {
  text: (message) => {
    const text = textOf(field(field(message, "text"), "body"), MAX_TEXT_LENGTH);
    return text === undefined ? { kind: "unsupported" } : { kind: "text", text };
  },
  image: mediaReader("image"),
  document: mediaReader("document"),
  audio: mediaReader("audio"),
  video: mediaReader("video"),
  sticker: mediaReader("sticker"),
  location: (message) => ({ kind: "location", text: placeOf(field(message, "location")) }),
  contacts: () => ({ kind: "contacts" }),
  interactive: (message) => readInteractive(field(message, "interactive")),
  button: (message) => ({
    kind: "button",
    buttonId: textOf(field(field(message, "button"), "payload"), 512),
    text: textOf(field(field(message, "button"), "text"), MAX_TEXT_LENGTH),
  }),
  reaction: (message) => readReaction(field(message, "reaction")),
  order: (message) => ({
    kind: "order",
    text: textOf(field(field(message, "order"), "text"), MAX_TEXT_LENGTH),
  }),
  edit: (message) => readEdit(field(message, "edit")),
  revoke: (message) => readRevoke(field(message, "revoke")),
};

/** What a WhatsApp message says. A type that is not known, or lacks its body, is "unsupported", never an error. */
export function readWhatsAppContent(message: JsonObject): Content {
  const type = textOf(field(message, "type"), 64) ?? typeFromKeys(message);
  const read = type !== undefined && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  const content = read === undefined ? { kind: "unsupported" as const } : read(message);
  const context = field(message, "context");
  const forwarded = field(context, "forwarded") === true || field(context, "frequently_forwarded") === true;
  return definedOnly({
    ...content,
    quotedExternalId: idOf(field(context, "id")),
    forwarded: forwarded ? true : undefined,
  });
}

/** Meta's own type may be absent: then the body's key tells. */
function typeFromKeys(message: JsonObject): string | undefined {
  return Object.keys(READERS).find((type) => isObject(field(message, type)));
}

function mediaReader(kind: ContentKind): Reader {
  return (message) => {
    const media = mediaOf(field(message, kind));
    return media === undefined ? { kind: "unsupported" } : { kind, media, text: media.caption };
  };
}

function readInteractive(interactive: unknown): Content {
  for (const [key, kind] of [
    ["button_reply", "button"],
    ["list_reply", "list"],
  ] as const) {
    const reply = field(interactive, key);
    const buttonId = textOf(field(reply, "id"), 512);
    if (buttonId !== undefined) {
      return { kind, buttonId, text: textOf(field(reply, "title"), MAX_TEXT_LENGTH) };
    }
  }
  return { kind: "unsupported" };
}

function readReaction(reaction: unknown): Content {
  const targetExternalId = idOf(field(reaction, "message_id"));
  if (targetExternalId === undefined) return { kind: "unsupported" };
  const emoji = textOf(field(reaction, "emoji"), 64) ?? null;
  return { kind: "reaction", reaction: { targetExternalId, emoji } };
}

function readEdit(edit: unknown): Content {
  const targetExternalId = idOf(field(edit, "original_message_id"));
  const message = field(edit, "message");
  if (targetExternalId === undefined || !isObject(message)) return { kind: "unsupported" };
  // An edit inside an edit says nothing; reading it again would let a sender choose our depth.
  const type = textOf(field(message, "type"), 64);
  const inner = type === "edit" || type === "revoke" ? { kind: type } : readWhatsAppContent(message);
  return {
    kind: "edit",
    targetExternalId,
    text: "text" in inner ? inner.text : undefined,
    media: "media" in inner ? inner.media : undefined,
  };
}

function readRevoke(revoke: unknown): Content {
  const targetExternalId = idOf(field(revoke, "original_message_id"));
  return targetExternalId === undefined ? { kind: "unsupported" } : { kind: "revoke", targetExternalId };
}

/** A pin in words, so that a shared place can serve as an address. */
function placeOf(location: unknown): string | undefined {
  const parts = [field(location, "name"), field(location, "address")]
    .map((part) => textOf(part, MAX_NAME_LENGTH))
    .filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}
