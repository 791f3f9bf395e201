import type { Content, ContentKind, Media } from "./item";
import { field, idOf, isObject, type JsonObject, listOf, textOf } from "./read-json";
import { definedOnly, MAX_TEXT_LENGTH } from "./read-values";

/** Attachment types and what they are to us; any other is "unsupported". */
const KINDS: Record<string, ContentKind> = {
  image: "image",
  video: "video",
  audio: "audio",
  file: "document",
  like_heart: "sticker",
  share: "share",
  media: "share",
  ig_post: "share",
  ig_reel: "share",
  reel: "share",
  story: "share",
  ig_story: "share",
  story_mention: "story_mention",
};

const MAX_ATTACHMENTS = 10;

/** What an Instagram message says. */
export function readInstagramContent(message: JsonObject): Content {
  const text = textOf(field(message, "text"), MAX_TEXT_LENGTH);
  const quotedExternalId = idOf(field(field(message, "reply_to"), "mid"));
  return definedOnly({ ...readBody(message, text), quotedExternalId });
}

function readBody(message: JsonObject, text: string | undefined): Content {
  if (field(message, "is_unsupported") === true) return { kind: "unsupported" };
  const quickReply = field(message, "quick_reply");
  if (isObject(quickReply)) {
    return { kind: "button", buttonId: textOf(field(quickReply, "payload"), 1_000), text };
  }
  const attachments = listOf(field(message, "attachments")).filter(isObject).slice(0, MAX_ATTACHMENTS);
  const first = attachments[0];
  if (first === undefined) return text === undefined ? { kind: "unsupported" } : { kind: "text", text };
  const [media, ...moreMedia] = attachments.map(readMedia).filter((one) => one !== undefined);
  return {
    kind: kindOf(first),
    text,
    media,
    moreMedia: moreMedia.length > 0 ? moreMedia : undefined,
  };
}

function kindOf(attachment: JsonObject): ContentKind {
  const type = textOf(field(attachment, "type"), 64) ?? "";
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind ?? "unsupported";
}

function readMedia(attachment: JsonObject): Media | undefined {
  const url = textOf(field(field(attachment, "payload"), "url"), 4_096);
  return url === undefined ? undefined : { url };
}
