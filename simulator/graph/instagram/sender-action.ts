import { isObject } from "../../http/exchange";
import type { Simulator } from "../../state/simulator";
import type { InstagramAccount, Person } from "../../state/types";
import { chatOf } from "../../state/world";
import { badParameter } from "./errors";

/** The typing bubble goes when an answer comes, or after 20 s. */
const TYPING_MS = 20_000;
const REACTIONS: Record<string, string> = {
  love: "❤️",
  like: "👍",
  haha: "😆",
  wow: "😮",
  sad: "😢",
  angry: "😠",
};

/** A sign in place of a message: `typing_on`, `typing_off`, `mark_seen`, `react`, `unreact`. */
export function senderAction(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  body: Record<string, unknown>,
): Record<string, unknown> {
  const recipientId = (body.recipient as { id: string }).id;
  if (body.message !== undefined) throw badParameter("sender_action and message cannot be sent together.");
  const chat = chatOf(sim.world, account.userId, person.phone);
  const told = { number: account.userId, phone: person.phone };
  switch (body.sender_action) {
    case "typing_on":
    case "typing_off": {
      const forMs = body.sender_action === "typing_on" ? TYPING_MS : 0;
      chat.typingUntilMs = sim.clock.nowMs() + forMs;
      sim.events.publish("typing", { ...told, untilMs: chat.typingUntilMs, forMs });
      break;
    }
    case "mark_seen":
      for (const one of chat.messages) {
        if (one.from !== "person" || one.state === "read") continue;
        one.state = "read";
        sim.events.publish("status", { ...told, id: one.id, state: "read" });
      }
      break;
    case "react":
    case "unreact":
      react(sim, account, person, body);
      break;
    default:
      throw badParameter(
        "Param sender_action must be one of {typing_on, typing_off, mark_seen, react, unreact}.",
      );
  }
  return { recipient_id: recipientId };
}

function react(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  { payload, sender_action: action }: Record<string, unknown>,
): void {
  const chat = chatOf(sim.world, account.userId, person.phone);
  const given = isObject(payload) ? payload : {};
  const target = chat.messages.find((one) => one.id === given.message_id);
  if (!target) throw badParameter("Param payload[message_id] is not a message of this conversation.");
  const emoji =
    action === "react" ? (REACTIONS[String(given.reaction)] ?? String(given.reaction ?? "❤️")) : undefined;
  target.reactions = { ...target.reactions, business: emoji };
  const { phone } = chat;
  sim.events.publish("reaction", {
    number: account.userId,
    phone,
    id: target.id,
    reactions: target.reactions,
  });
}
