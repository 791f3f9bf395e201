import { createHash } from "node:crypto";
import { readInstagramContent } from "./instagram-content";
import type {
  Content,
  EchoItem,
  Json,
  MessageItem,
  UnhandledItem,
  UnhandledReason,
  WebhookItem,
} from "./item";
import { field, idOf, isObject, storableJson, textOf } from "./read-json";
import { definedOnly, MAX_TEXT_LENGTH, timeOf } from "./read-values";

type Around = { accountId: string | undefined; entryTime: Date | undefined };

/** The two sides and the time of one messaging item. `person` is always the buyer. */
type Frame = { channelExternalId: string; person: { igsid: string }; at: Date; payload: Json };

/** One element of `messaging[]`: message, postback, reaction, read receipt, edit, or something to keep only. */
export function readInstagramEvent(item: unknown, around: Around): WebhookItem {
  const message = field(item, "message");
  const isEcho = field(message, "is_echo") === true;
  const frame = readFrame(item, around, isEcho);
  if ("type" in frame) return frame;
  if (isObject(message)) return readMessage(message, frame, isEcho);
  if (isObject(field(item, "postback"))) return readPostback(field(item, "postback"), frame);
  if (isObject(field(item, "reaction"))) return readReaction(field(item, "reaction"), frame);
  if (isObject(field(item, "read"))) return readReceipt(field(item, "read"), frame);
  if (isObject(field(item, "message_edit"))) return readEdit(field(item, "message_edit"), frame);
  return keep(reasonFor(item), frame);
}

function readFrame(item: unknown, around: Around, isEcho: boolean): Frame | UnhandledItem {
  const payload = storableJson(item);
  const sender = idOf(field(field(item, "sender"), "id"));
  const recipient = idOf(field(field(item, "recipient"), "id"));
  const [business, person] = isEcho ? [sender, recipient] : [recipient, sender];
  // Meta's examples sometimes show the person in entry.id, so the item's own business side comes first.
  const channelExternalId = business ?? around.accountId;
  const put = (reason: UnhandledReason) =>
    definedOnly<UnhandledItem>({
      type: "unhandled",
      platform: "instagram",
      reason,
      channelExternalId,
      payload: payload ?? null,
    });
  if (payload === undefined) return put("too_deep");
  if (!isObject(item)) return put("malformed");
  if (channelExternalId === undefined) return put("no_channel");
  if (field(field(item, "message"), "is_self") === true || person === channelExternalId) return put("self");
  if (person === undefined) return put("no_sender");
  const at = timeOf(field(item, "timestamp")) ?? around.entryTime;
  return at === undefined ? put("no_time") : { channelExternalId, person: { igsid: person }, at, payload };
}

function readMessage(message: Record<string, unknown>, frame: Frame, isEcho: boolean): WebhookItem {
  const mid = idOf(field(message, "mid"));
  if (mid === undefined) return keep("no_id", frame);
  // The unsent message keeps its mid: taken as the event's own id it would look like a repeat.
  if (field(message, "is_deleted") === true) {
    const content: Content = { kind: "revoke", targetExternalId: mid };
    return written(`revoke.${digest(mid)}`, content, frame, isEcho);
  }
  const item = written(mid, readInstagramContent(message), frame, isEcho);
  const appId = idOf(field(message, "app_id"));
  return item.type === "echo" && appId !== undefined ? { ...item, appId } : item;
}

function written(
  externalId: string,
  content: Content,
  frame: Frame,
  isEcho: boolean,
): MessageItem | EchoItem {
  const { channelExternalId, person, at: sentAt, payload } = frame;
  const shared = {
    platform: "instagram" as const,
    channelExternalId,
    externalId,
    sentAt,
    ...content,
    payload,
  };
  return isEcho ? { type: "echo", to: person, ...shared } : { type: "message", from: person, ...shared };
}

function readPostback(postback: unknown, frame: Frame): WebhookItem {
  const buttonId = textOf(field(postback, "payload"), 1_000);
  const text = textOf(field(postback, "title"), MAX_TEXT_LENGTH);
  // Ice-breakers come without mid: sender, time and payload then stand for it.
  const derived = `postback.${digest(frame.person.igsid, frame.at.getTime(), buttonId)}`;
  const externalId = idOf(field(postback, "mid")) ?? derived;
  return written(externalId, definedOnly({ kind: "button" as const, buttonId, text }), frame, false);
}

function readReaction(reaction: unknown, frame: Frame): WebhookItem {
  const mid = idOf(field(reaction, "mid"));
  if (mid === undefined) return keep("no_id", frame);
  const isTakenBack = field(reaction, "action") === "unreact";
  const told = textOf(field(reaction, "emoji"), 64) ?? textOf(field(reaction, "reaction"), 64);
  const emoji = isTakenBack ? null : (told ?? null);
  const externalId = `reaction.${digest(mid, frame.person.igsid, isTakenBack, frame.at.getTime())}`;
  return written(externalId, { kind: "reaction", reaction: { targetExternalId: mid, emoji } }, frame, false);
}

function readReceipt(read: unknown, frame: Frame): WebhookItem {
  const mid = idOf(field(read, "mid"));
  if (mid === undefined) return keep("no_id", frame);
  return {
    type: "status",
    platform: "instagram",
    channelExternalId: frame.channelExternalId,
    externalId: mid,
    status: "read",
    at: frame.at,
    recipient: frame.person,
    errors: [],
  };
}

function readEdit(edit: unknown, frame: Frame): WebhookItem {
  const mid = idOf(field(edit, "mid"));
  if (mid === undefined) return keep("no_id", frame);
  const text = textOf(field(edit, "text"), MAX_TEXT_LENGTH);
  const externalId = `edit.${digest(mid, idOf(field(edit, "num_edit")))}`;
  return written(
    externalId,
    definedOnly({ kind: "edit" as const, targetExternalId: mid, text }),
    frame,
    false,
  );
}

function reasonFor(item: unknown): UnhandledReason {
  if (field(item, "referral") !== undefined) return "referral";
  const handover = ["pass_thread_control", "take_thread_control", "request_thread_control"];
  if (handover.some((name) => field(item, name) !== undefined)) return "handover";
  return field(item, "optin") === undefined ? "empty" : "unknown_event";
}

function keep(reason: UnhandledReason, frame: Frame): UnhandledItem {
  const { channelExternalId, payload } = frame;
  return { type: "unhandled", platform: "instagram", reason, channelExternalId, payload };
}

function digest(...parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
