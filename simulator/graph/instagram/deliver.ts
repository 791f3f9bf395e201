import type { Simulator } from "../../state/simulator";
import type { ChatMessage, InstagramAccount, Person } from "../../state/types";
import { chatOf, findAccount, findPerson } from "../../state/world";
import { tellEcho, tellFromPerson } from "../../webhooks/instagram-updates";
import { cdnLink } from "./cdn";

/** Puts a message on the person's phone; its echo and, once seen, the read receipt follow. */
export function deliverToInstagram(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  message: ChatMessage,
): void {
  const chat = chatOf(sim.world, account.userId, person.phone);
  chat.typingUntilMs = 0;
  chat.messages.push(message);
  sim.events.publish("message", { number: account.userId, phone: person.phone, message });
  travel(sim, account, person, message);
}

function travel(sim: Simulator, account: InstagramAccount, person: Person, message: ChatMessage): void {
  const { sent, read } = sim.config.statusDelaysMs;
  sim.timers.after(sent, () => {
    if (message.state !== "pending") return;
    message.state = "sent";
    sim.events.publish("status", {
      number: account.userId,
      phone: person.phone,
      id: message.id,
      state: "sent",
    });
    tellEcho(sim, account, person, echoOf(sim, message));
  });
  if (person.online && read !== null) sim.timers.after(read, () => seeUpTo(sim, account, person, message));
}

function echoOf(
  sim: Simulator,
  { id: mid, text, media, type, quotedId }: ChatMessage,
): Record<string, unknown> {
  const kind = type === "document" ? "file" : type;
  return {
    mid,
    ...(text === undefined ? {} : { text }),
    ...(media ? { attachments: [{ type: kind, payload: { url: cdnLink(sim, media.mediaId) } }] } : {}),
    ...(quotedId ? { reply_to: { mid: quotedId } } : {}),
  };
}

/** The person has seen a message and with it all before; Instagram tells of the newest alone. */
export function seeUpTo(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  message: ChatMessage,
): void {
  if (!person.readReceipts || message.state === "read") return;
  const { messages } = chatOf(sim.world, account.userId, person.phone);
  for (const one of messages.slice(0, messages.indexOf(message) + 1)) {
    if (one.from !== "business" || one.state === "read") continue;
    one.state = "read";
    sim.events.publish("status", { number: account.userId, phone: person.phone, id: one.id, state: "read" });
  }
  tellFromPerson(sim, account, person, { read: { mid: message.id } }, { isReport: true });
}

/** After a restart: what had reached a phone and was not reported to the end goes on. */
export function resumeInstagram(sim: Simulator): void {
  for (const chat of sim.world.chats.values()) {
    const account = findAccount(sim.world, chat.phoneNumberId);
    const person = findPerson(sim.world, chat.phone);
    if (!account || !person) continue;
    const unfinished = chat.messages.filter(({ from, state }) => from === "business" && state !== "read");
    for (const message of unfinished) travel(sim, account, person, message);
  }
}
