import { isObject } from "../../http/exchange";
import { newInstagramMessageId } from "../../state/ids";
import type { Simulator } from "../../state/simulator";
import type { Chat, ChatMessage, InstagramAccount, Person } from "../../state/types";
import { chatOf, findPersonByIgsid, storeMedia } from "../../state/world";
import { fetchLinkedMedia } from "../fetch-linked-media";
import { deliverToInstagram } from "./deliver";
import { badParameter, noSuchPerson, outsideWindow, personUnavailable, uploadFailed } from "./errors";
import { type InstagramContent, readMessage } from "./read-message";
import { senderAction } from "./sender-action";

const HOUR_MS = 3600_000;
const WINDOW_MS = 24 * HOUR_MS;
/** With the tag that says a person answers. */
const HUMAN_WINDOW_MS = 7 * 24 * HOUR_MS;
const MEDIA_LIVES_MS = 30 * 24 * HOUR_MS;
const MEDIA_BYTES = { image: 8, video: 25, audio: 25, file: 25 };

type Body = Record<string, unknown>;

/**
 * `POST /{account or Page or me}/messages`: a message, or a sign such as typing. Unlike WhatsApp, everything that is wrong is
 * said at once; what was accepted is on the phone and comes back as an echo.
 */
export async function sendInstagramMessage(
  sim: Simulator,
  account: InstagramAccount,
  body: Body,
): Promise<Record<string, unknown>> {
  const { person, igsid } = recipientOf(sim, account, body.recipient);
  const chat = chatOf(sim.world, account.userId, person.phone);
  if (body.sender_action !== undefined) return senderAction(sim, account, person, body);
  checkMessagingType(account, body);
  const content = readMessage(body.message);
  if (person.blocked) throw personUnavailable();
  checkWindow(sim, chat, body);
  if (content.quotedId && !chat.messages.some((one) => one.id === content.quotedId)) {
    throw badParameter("The message that is replied to does not exist.");
  }
  const message = await messageOf(sim, account, content);
  deliverToInstagram(sim, account, person, message);
  return { recipient_id: igsid, message_id: message.id };
}

/** Who never wrote to this account has no id there. */
function recipientOf(
  sim: Simulator,
  account: InstagramAccount,
  recipient: unknown,
): { person: Person; igsid: string } {
  const igsid = isObject(recipient) ? recipient.id : undefined;
  if (typeof igsid !== "string" || igsid === "") throw badParameter("The parameter recipient is required.");
  const person = findPersonByIgsid(sim.world, igsid, account);
  if (!person || chatOf(sim.world, account.userId, person.phone).lastInboundMs === null) throw noSuchPerson();
  return { person, igsid };
}

function checkMessagingType(account: InstagramAccount, { messaging_type: type, tag }: Body): void {
  if (type === undefined && account.login === "page") {
    throw badParameter("Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}.");
  }
  if (type !== undefined && !["RESPONSE", "UPDATE", "MESSAGE_TAG"].includes(String(type))) {
    throw badParameter("Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}.");
  }
  if (type === "MESSAGE_TAG" && tag !== "HUMAN_AGENT")
    throw badParameter("Param tag must be one of {HUMAN_AGENT}.");
}

function checkWindow(sim: Simulator, chat: Chat, body: Body): void {
  const windowMs = body.messaging_type === "MESSAGE_TAG" ? HUMAN_WINDOW_MS : WINDOW_MS;
  if (sim.clock.nowMs() - (chat.lastInboundMs ?? 0) >= windowMs) throw outsideWindow();
}

async function messageOf(
  sim: Simulator,
  account: InstagramAccount,
  content: InstagramContent,
): Promise<ChatMessage> {
  const { attachment } = content;
  const message: ChatMessage = {
    id: newInstagramMessageId(account.userId),
    from: "business",
    atMs: sim.clock.nowMs(),
    type: attachment ? (attachment.type === "file" ? "document" : attachment.type) : "text",
    text: content.text,
    buttons: content.quickReplies,
    quotedId: content.quotedId,
    state: "pending",
  };
  if (attachment) message.media = await fetchAttachment(sim, account, attachment);
  return message;
}

async function fetchAttachment(
  sim: Simulator,
  account: InstagramAccount,
  { type, url }: NonNullable<InstagramContent["attachment"]>,
): Promise<ChatMessage["media"]> {
  const kind = type === "file" ? "document" : type;
  const fetched = await fetchLinkedMedia(url, kind, MEDIA_BYTES[type] * 1024 * 1024).catch((error: Error) => {
    throw uploadFailed(error.message);
  });
  // Of all files Instagram's chats show PDFs alone.
  if (type === "file" && fetched.mimeType !== "application/pdf") {
    throw uploadFailed(`unsupported Content-Type ${fetched.mimeType}`);
  }
  const owned = { phoneNumberId: account.userId, ...fetched };
  const stored = storeMedia(sim.world, owned, sim.clock.nowMs(), MEDIA_LIVES_MS);
  const { id: mediaId, mimeType, filename } = stored;
  return { mediaId, mimeType, filename, sizeBytes: stored.bytes.length };
}
