import { explainInstagramError } from "./errors";
import { type GraphTarget, graphCall } from "./graph";
import { outcomeOfFailure, refusedBeforeSending, type SendOutcome } from "./send-outcome";
import { splitByBytes } from "./split-text";
import { field, idOf } from "./webhook/read-json";

export type InstagramTarget = GraphTarget & {
  /** The Page's id (Facebook Login) or the professional account's (Instagram Login). */
  accountId: string;
  /** "page": graph.facebook.com with a Page token. "instagram": graph.instagram.com. */
  login: "page" | "instagram";
  timeoutMs?: number;
};

export type InstagramMessage = {
  to: { igsid: string };
  content:
    | { kind: "text"; text: string; quickReplies?: { title: string; payload: string }[] }
    | { kind: "image"; link: string }
    /** A PDF, up to 25 MB. */
    | { kind: "file"; link: string };
  quotedExternalId?: string;
};

const MAX_QUICK_REPLIES = 13;
const MAX_QUICK_REPLY_TITLE = 20;
const MAX_QUICK_REPLY_PAYLOAD = 1_000;

/**
 * Sends one message to a person on Instagram. A text above 1,000 bytes goes out in several parts; `externalId` is then
 * the last one's. When a later part fails after an earlier one went out, the outcome is "in_doubt": part of it has been read.
 */
export async function sendInstagram(
  target: InstagramTarget,
  message: InstagramMessage,
): Promise<SendOutcome> {
  const complaint = checkMessage(message);
  if (complaint !== null) return refusedBeforeSending(...complaint);
  const bodies = buildBodies(message);
  let outcome: SendOutcome = { kind: "not_sent", reason: "empty" };
  for (const [position, body] of bodies.entries()) {
    outcome = await sendOne(target, message.to.igsid, body);
    if (outcome.kind === "sent") continue;
    const wentOut = `${position}_of_${bodies.length}_parts_sent`;
    return position === 0 ? outcome : { kind: "in_doubt", reason: wentOut };
  }
  return outcome;
}

async function sendOne(
  target: InstagramTarget,
  igsid: string,
  message: Record<string, unknown>,
): Promise<SendOutcome> {
  const body = {
    recipient: { id: igsid },
    ...(target.login === "page" ? { messaging_type: "RESPONSE" } : {}),
    message,
  };
  const path = `/${encodeURIComponent(target.accountId)}/messages`;
  const answer = await graphCall(target, "POST", path, body, { timeoutMs: target.timeoutMs });
  if (answer.kind !== "ok") return outcomeOfFailure(answer, explainInstagramError);
  const externalId = idOf(field(answer.body, "message_id"));
  return externalId === undefined
    ? { kind: "in_doubt", reason: "no_message_id" }
    : { kind: "sent", externalId };
}

function checkMessage({ to, content }: InstagramMessage): [code: string, sentence: string] | null {
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(to.igsid)) return ["no_recipient", "There is nobody to send this to."];
  if (content.kind !== "text") {
    return /^https?:\/\/\S{1,2000}$/.test(content.link)
      ? null
      : ["bad_link", "The file's link is not a web address."];
  }
  if (content.text.trim() === "") return ["empty", "The message is empty."];
  const replies = content.quickReplies ?? [];
  if (replies.length > MAX_QUICK_REPLIES) return ["too_many", "Instagram takes at most 13 quick replies."];
  const isUnfit = replies.some(
    ({ title, payload }) =>
      title.trim() === "" || title.length > MAX_QUICK_REPLY_TITLE || payload.length > MAX_QUICK_REPLY_PAYLOAD,
  );
  return isUnfit ? ["too_long", "A quick reply has 1 to 20 characters."] : null;
}

/** Quoting belongs to the first part, quick replies under the last. */
function buildBodies({ content, quotedExternalId }: InstagramMessage): Record<string, unknown>[] {
  const quote = quotedExternalId === undefined ? {} : { reply_to: { mid: quotedExternalId } };
  if (content.kind !== "text") {
    return [{ attachment: { type: content.kind, payload: { url: content.link } }, ...quote }];
  }
  const parts = splitByBytes(content.text);
  const replies = (content.quickReplies ?? []).map((reply) => ({ content_type: "text", ...reply }));
  return parts.map((text, position) => ({
    text,
    ...(position === 0 ? quote : {}),
    ...(position === parts.length - 1 && replies.length > 0 ? { quick_replies: replies } : {}),
  }));
}
