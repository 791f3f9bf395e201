import { isObject } from "../http/exchange";
import { newMessageId } from "../state/ids";
import type { Simulator } from "../state/simulator";
import type { BusinessNumber, Chat, ChatMessage, Person } from "../state/types";
import { chatOf } from "../state/world";
import { tellMessage } from "../webhooks/people-updates";
import { AdminError } from "./admin-error";
import { describeAttachment } from "./attach-file";
import { pressButton } from "./press-button";

/** What a person does on the phone; exactly one of the kinds, and perhaps a quoted message. */
export type PersonAct = Record<string, unknown>;

/** The bubble to show and the part of the webhook that is named after the type. */
export interface Said {
  shown: Partial<ChatMessage>;
  body: Record<string, unknown>;
}

/** Lets a person write, show, press or react; the app hears of it by webhook. Gives the message shown on the phone. */
export async function sendFromPhone(
  sim: Simulator,
  number: BusinessNumber,
  person: Person,
  act: PersonAct,
): Promise<ChatMessage> {
  const chat = chatOf(sim.world, number.phoneNumberId, person.phone);
  const said = isObject(act.reaction)
    ? reactionSaid(sim, chat, act.reaction)
    : await saidBy(sim, number, person, act);
  const message: ChatMessage = {
    id: newMessageId(person.phone, "in"),
    from: "person",
    atMs: sim.clock.nowMs(),
    type: String(said.body.type),
    state: "sent",
    quotedId: typeof act.quote === "string" ? act.quote : undefined,
    ...said.shown,
  };
  chat.lastInboundMs = message.atMs;
  if (message.type !== "reaction") {
    chat.messages.push(message);
    sim.events.publish("message", { number: number.phoneNumberId, phone: person.phone, message });
  }
  tellMessage(sim, number, person, message, said.body);
  return message;
}

/** A reaction changes another bubble and is none of its own. */
function reactionSaid(sim: Simulator, chat: Chat, reaction: Record<string, unknown>): Said {
  const target = chat.messages.find((one) => one.id === reaction.message_id);
  if (!target) throw new AdminError(404, "no such message in this chat");
  const emoji = String(reaction.emoji ?? "");
  target.reactions = { ...target.reactions, person: emoji || undefined };
  const { phoneNumberId: number, phone } = chat;
  sim.events.publish("reaction", { number, phone, id: target.id, reactions: target.reactions });
  return { shown: {}, body: { type: "reaction", reaction: { message_id: target.id, emoji } } };
}

async function saidBy(sim: Simulator, number: BusinessNumber, person: Person, act: PersonAct): Promise<Said> {
  if (typeof act.text === "string" && act.text !== "") {
    return { shown: { text: act.text }, body: { type: "text", text: { body: act.text } } };
  }
  if (isObject(act.button))
    return pressButton(chatOf(sim.world, number.phoneNumberId, person.phone), act.button);
  if (act.location !== undefined) return locationSaid(act.location);
  return describeAttachment(sim, number, person, act);
}

/** A place given, or else one in Ikeja. */
function locationSaid(given: unknown): Said {
  const location = isObject(given) ? given : {};
  const latitude = Number(location.latitude ?? 6.6018);
  const longitude = Number(location.longitude ?? 3.3515);
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180))
    throw new AdminError(400, "no such place");
  const place = {
    latitude,
    longitude,
    ...(typeof location.name === "string" ? { name: location.name } : {}),
    ...(typeof location.address === "string" ? { address: location.address } : {}),
  };
  return { shown: { location: place }, body: { type: "location", location: place } };
}
