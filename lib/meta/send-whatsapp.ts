import { buildWhatsAppBody } from "./build-whatsapp-body";
import { checkWhatsAppMessage } from "./check-whatsapp-message";
import { explainWhatsAppError } from "./errors";
import { type GraphError, type GraphTarget, graphCall } from "./graph";
import { outcomeOfFailure, refusedBeforeSending, type SendOutcome } from "./send-outcome";
import { field, idOf } from "./webhook/read-json";
import { phoneOf } from "./webhook/read-values";
import type { WhatsAppMessage } from "./whatsapp-message";

export type WhatsAppTarget = GraphTarget & { phoneNumberId: string; timeoutMs?: number };

/**
 * Sends one message from a shop's WhatsApp number. "sent" means accepted: delivery, or a late refusal (window, blocked,
 * not on WhatsApp), comes as a status webhook. Meta knows no idempotency key, so an "in_doubt" outcome must not simply be repeated.
 */
export async function sendWhatsApp(target: WhatsAppTarget, message: WhatsAppMessage): Promise<SendOutcome> {
  const complaint = checkWhatsAppMessage(message);
  if (complaint !== null) return refusedBeforeSending(complaint.code, complaint.sentence);
  const answer = await graphCall(target, "POST", messagesPath(target), buildWhatsAppBody(message), {
    timeoutMs: target.timeoutMs,
  });
  return answer.kind === "ok" ? readSuccess(answer.body) : outcomeOfFailure(answer, explain);
}

/**
 * Marks the buyer's message (and those before it) as read and, with `typing`, shows the typing bubble until the
 * reply or for 25 s. Harmless to repeat, and not worth a retry.
 */
export async function markRead(
  target: WhatsAppTarget,
  externalId: string,
  options: { typing?: boolean } = {},
): Promise<"ok" | "failed"> {
  const body = {
    messaging_product: "whatsapp",
    status: "read",
    message_id: externalId,
    ...(options.typing === true ? { typing_indicator: { type: "text" } } : {}),
  };
  const answer = await graphCall(target, "POST", messagesPath(target), body, { timeoutMs: target.timeoutMs });
  return answer.kind === "ok" ? "ok" : "failed";
}

function messagesPath(target: WhatsAppTarget): string {
  return `/${encodeURIComponent(target.phoneNumberId)}/messages`;
}

function readSuccess(body: unknown): SendOutcome {
  const externalId = idOf(field(first(field(body, "messages")), "id"));
  // 200 without an id: something took it, and we could never match its statuses.
  if (externalId === undefined) return { kind: "in_doubt", reason: "no_message_id" };
  const contact = first(field(body, "contacts"));
  const recipientPhone = phoneOf(field(contact, "wa_id"));
  const recipientUserId = idOf(field(contact, "user_id"));
  return {
    kind: "sent",
    externalId,
    ...(recipientPhone === undefined ? {} : { recipientPhone }),
    ...(recipientUserId === undefined ? {} : { recipientUserId }),
  };
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function explain(error: GraphError, status: number) {
  return explainWhatsAppError(error.code, status);
}
