import { isObject } from "../http/exchange";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber } from "../state/types";
import { findMessage } from "../state/world";
import { invalidParameter, missingParameter } from "./errors";

/** The typing bubble goes when an answer comes, or after 25 s. */
const TYPING_MS = 25_000;

/** Marks a person's message, and all before it, as read; with `typing_indicator` the phone shows typing. */
export function markRead(
  sim: Simulator,
  number: BusinessNumber,
  body: Record<string, unknown>,
): Record<string, unknown> {
  if (body.status !== "read") throw invalidParameter("Param status must be one of {read}.");
  if (typeof body.message_id !== "string") throw missingParameter("message_id");
  const found = findMessage(sim.world, number.phoneNumberId, body.message_id);
  if (found?.message.from !== "person") throw invalidParameter("Message ID is not valid or not found.");
  const { chat, message } = found;
  for (const one of chat.messages.slice(0, chat.messages.indexOf(message) + 1)) {
    if (one.from !== "person" || one.state === "read") continue;
    one.state = "read";
    sim.events.publish("status", {
      number: number.phoneNumberId,
      phone: chat.phone,
      id: one.id,
      state: "read",
    });
  }
  if (body.typing_indicator !== undefined) showTyping(sim, number, chat, body.typing_indicator);
  return { success: true };
}

function showTyping(
  sim: Simulator,
  number: BusinessNumber,
  chat: { phone: string; typingUntilMs: number },
  indicator: unknown,
): void {
  if (!isObject(indicator) || indicator.type !== "text") {
    throw invalidParameter("Param typing_indicator['type'] must be one of {text}.");
  }
  chat.typingUntilMs = sim.clock.nowMs() + TYPING_MS;
  const told = {
    number: number.phoneNumberId,
    phone: chat.phone,
    untilMs: chat.typingUntilMs,
    forMs: TYPING_MS,
  };
  sim.events.publish("typing", told);
}
