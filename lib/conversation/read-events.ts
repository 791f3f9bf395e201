import { placeAtMeta } from "@/lib/messaging/forget-deleted";
import type { WaitingEvent, WaitingMessage } from "./load-turn";
import type { CodeCheck, ConversationEvent, MessageEvent } from "./rules/types";

const KINDS: Record<string, MessageEvent["kind"]> = {
  text: "text",
  image: "image",
  document: "document",
  button: "button",
  list: "button",
};

/** What waits, as the engine's events: the contact's messages in order, then what happened outside the chat. */
export function readEvents(
  waiting: { messages: WaitingMessage[]; events: WaitingEvent[] },
  orderOfQuote: Map<string, string>,
): ConversationEvent[] {
  return [
    ...waiting.messages.map((message) => readMessage(message, orderOfQuote)),
    ...waiting.events.flatMap(readOutsideEvent),
  ];
}

function readMessage(message: WaitingMessage, orderOfQuote: Map<string, string>): MessageEvent {
  const kind = KINDS[message.kind] ?? "other";
  const pressed = (message.buttons as { pressed?: string } | null)?.pressed;
  // A file that came by an order's upload link belongs to that order, as if a message about it had been quoted.
  const { channelId, quotedExternalId: externalId } = message;
  const quotedOrderId =
    message.orderId ?? (externalId ? orderOfQuote.get(placeAtMeta({ channelId, externalId })) : undefined);
  return {
    type: "message",
    kind,
    messageRef: message.id,
    ...(message.text ? { text: message.text } : {}),
    ...(pressed ? { buttonId: pressed } : {}),
    ...(kind === "other" ? { otherKind: message.kind } : {}),
    ...(quotedOrderId ? { quotedOrderId } : {}),
    ...(message.codeCheck ? { codeCheck: readCheck(message.codeCheck) } : {}),
  };
}

/** A check whose worker died is as if no code had been live: a new one is offered. */
function readCheck(stored: unknown): CodeCheck {
  const check = stored as CodeCheck | { result: "checking" };
  return check.result === "checking" ? { result: "none_live" } : check;
}

/** Events that only the screens need (an order went to the CEO) say nothing in chat. */
function readOutsideEvent(row: WaitingEvent): ConversationEvent[] {
  const data = row.data as Record<string, string | undefined>;
  if (row.kind === "order_escalated") return [];
  if (row.kind === "person_message") {
    const { text = "", orderId } = data;
    return [{ type: "vendor_message", text, ref: row.id, ...(orderId ? { orderId } : {}) }];
  }
  return [{ type: row.kind, ...data } as ConversationEvent];
}
