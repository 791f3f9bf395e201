import { isObject } from "../../http/exchange";
import { badParameter, emptyMessage } from "./errors";

const TEXT_BYTES = 1000;
const QUICK_REPLIES = 13;
const TITLE_CHARACTERS = 20;
const PAYLOAD_CHARACTERS = 1000;

/** What of an outgoing Instagram message the phone will show. */
export interface InstagramContent {
  text?: string;
  quickReplies?: { id: string; title: string }[];
  /** An attachment of this kind behind a public address. */
  attachment?: { type: "image" | "video" | "audio" | "file"; url: string };
  quotedId?: string;
}

/** Reads `message` as strictly as Meta: a text or an attachment, never both, and quick replies with a text alone. */
export function readMessage(given: unknown): InstagramContent {
  if (!isObject(given)) throw badParameter("Param message must be an object.");
  const { text, attachment, quick_replies: replies, reply_to: replyTo } = given;
  if (text === undefined && attachment === undefined) throw emptyMessage();
  if (text !== undefined && attachment !== undefined) {
    throw badParameter("Param message must hold either text or attachment, not both.");
  }
  return {
    ...(attachment === undefined ? { text: readText(text) } : { attachment: readAttachment(attachment) }),
    ...(replies === undefined ? {} : { quickReplies: readQuickReplies(replies, text !== undefined) }),
    ...(replyTo === undefined ? {} : { quotedId: readQuote(replyTo) }),
  };
}

function readText(text: unknown): string {
  if (typeof text !== "string") throw badParameter("Param message[text] must be a string.");
  if (text.trim() === "") throw emptyMessage();
  if (Buffer.byteLength(text) > TEXT_BYTES) {
    throw badParameter(`Length of param message[text] must be less than or equal to ${TEXT_BYTES}`);
  }
  return text;
}

const TYPES = ["image", "video", "audio", "file"] as const;

function readAttachment(attachment: unknown): InstagramContent["attachment"] {
  const type = TYPES.find((one) => isObject(attachment) && attachment.type === one);
  if (!isObject(attachment) || !type) {
    throw badParameter(`Param message[attachment][type] must be one of {${TYPES.join(", ")}}.`);
  }
  const url = isObject(attachment.payload) ? attachment.payload.url : undefined;
  if (typeof url !== "string" || !/^https?:\/\//.test(url)) {
    throw badParameter("Param message[attachment][payload][url] should represent a valid URL.");
  }
  return { type, url };
}

function readQuickReplies(replies: unknown, isText: boolean): { id: string; title: string }[] {
  if (!isText) throw badParameter("Quick replies can only be sent with a text message.");
  if (!Array.isArray(replies) || replies.length < 1 || replies.length > QUICK_REPLIES) {
    throw badParameter(`Param message[quick_replies] must have between 1 and ${QUICK_REPLIES} elements.`);
  }
  return replies.map((reply, at) => {
    const place = `message[quick_replies][${at}]`;
    if (!isObject(reply) || reply.content_type !== "text")
      throw badParameter(`Param ${place}[content_type] must be one of {text}.`);
    const { title, payload } = reply;
    if (typeof title !== "string" || title === "" || [...title].length > TITLE_CHARACTERS) {
      throw badParameter(`Length of param ${place}[title] must be less than or equal to ${TITLE_CHARACTERS}`);
    }
    if (typeof payload !== "string" || payload === "" || payload.length > PAYLOAD_CHARACTERS) {
      throw badParameter(
        `Length of param ${place}[payload] must be less than or equal to ${PAYLOAD_CHARACTERS}`,
      );
    }
    return { id: payload, title };
  });
}

function readQuote(replyTo: unknown): string {
  if (!isObject(replyTo) || typeof replyTo.mid !== "string")
    throw badParameter("Param message[reply_to][mid] is missing.");
  return replyTo.mid;
}
