import type { Simulator } from "../state/simulator";
import type { BusinessNumber, ChatMessage, MessageState, Person } from "../state/types";
import { chatOf, findNumber, findPerson, storeMedia } from "../state/world";
import { type DeliveryError, tellStatus } from "../webhooks/people-updates";
import type { Content } from "./content";
import { fetchLinkedMedia } from "./fetch-linked-media";

const WINDOW_MS = 24 * 3600_000;
const LINK_LIVES_MS = 30 * 24 * 3600_000;

export interface PhoneRecipient {
  phone: string;
  person?: Person;
}

/** Brings an accepted message to the person's phone and tells the app how far it came, step by step. */
export function deliverToPhone(
  sim: Simulator,
  number: BusinessNumber,
  recipient: PhoneRecipient,
  message: ChatMessage,
  content: Content,
): void {
  const refusal = refusalOf(sim, number, recipient, message);
  if (refusal) fail(sim, number, recipient, message, refusal);
  else if (content.reaction) react(sim, number, recipient, message, content.reaction);
  else {
    attachMedia(sim, number, message, content).then(
      () => arrive(sim, number, recipient, message),
      (error: Error) => fail(sim, number, recipient, message, mediaError(error.message)),
    );
  }
}

/** Why the message cannot reach the person, known only after it was accepted. */
function refusalOf(
  sim: Simulator,
  number: BusinessNumber,
  { phone, person }: PhoneRecipient,
  message: ChatMessage,
): DeliveryError | undefined {
  if (!person || person.blocked) {
    return { code: 131026, title: "Message undeliverable", details: "Message Undeliverable." };
  }
  const { lastInboundMs } = chatOf(sim.world, number.phoneNumberId, phone);
  const isOpen = lastInboundMs !== null && sim.clock.nowMs() - lastInboundMs < WINDOW_MS;
  if (isOpen || message.type === "template") return undefined;
  return {
    code: 131047,
    title: "Re-engagement message",
    details:
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  };
}

function mediaError(reason: string): DeliveryError {
  return {
    code: 131053,
    title: "Media upload error",
    details: `Downloading media from weblink failed: ${reason}`,
  };
}

async function attachMedia(
  sim: Simulator,
  number: BusinessNumber,
  message: ChatMessage,
  content: Content,
): Promise<void> {
  const { media } = content;
  if (!media) return;
  const stored = media.id
    ? sim.world.media.get(media.id)
    : storeMedia(
        sim.world,
        { phoneNumberId: number.phoneNumberId, ...(await fetchLinkedMedia(media.link ?? "", media.kind)) },
        sim.clock.nowMs(),
        LINK_LIVES_MS,
      );
  if (!stored) throw new Error("the upload is gone");
  const filename = media.filename ?? stored.filename;
  message.media = { mediaId: stored.id, mimeType: stored.mimeType, filename, sizeBytes: stored.bytes.length };
}

/** A reaction is no bubble of its own, and its only status is `sent`. */
function react(
  sim: Simulator,
  number: BusinessNumber,
  recipient: PhoneRecipient,
  message: ChatMessage,
  reaction: { messageId: string; emoji: string },
): void {
  const chat = chatOf(sim.world, number.phoneNumberId, recipient.phone);
  const target = chat.messages.find((one) => one.id === reaction.messageId);
  if (target) {
    target.reactions = { ...target.reactions, business: reaction.emoji || undefined };
    const told = {
      number: number.phoneNumberId,
      phone: chat.phone,
      id: target.id,
      reactions: target.reactions,
    };
    sim.events.publish("reaction", told);
  }
  sim.timers.after(sim.config.statusDelaysMs.sent, () => tellStatus(sim, number, recipient, message, "sent"));
}

function arrive(
  sim: Simulator,
  number: BusinessNumber,
  recipient: PhoneRecipient,
  message: ChatMessage,
): void {
  const chat = chatOf(sim.world, number.phoneNumberId, recipient.phone);
  chat.typingUntilMs = 0;
  chat.messages.push(message);
  sim.events.publish("message", { number: number.phoneNumberId, phone: recipient.phone, message });
  travel(sim, number, recipient, message);
}

/** Ticks come one after another; a phone that is off leaves it at the first. */
function travel(
  sim: Simulator,
  number: BusinessNumber,
  recipient: PhoneRecipient,
  message: ChatMessage,
): void {
  const { sent, delivered, read } = sim.config.statusDelaysMs;
  sim.timers.after(sent, () => progress(sim, number, recipient, message, "sent"));
  if (!recipient.person?.online) return;
  sim.timers.after(delivered, () => progress(sim, number, recipient, message, "delivered"));
  if (read !== null) sim.timers.after(read, () => progress(sim, number, recipient, message, "read"));
}

/** After a restart: messages that had reached the phone but were not reported to the end go on. */
export function resumeDelivery(sim: Simulator): void {
  for (const chat of sim.world.chats.values()) {
    const number = findNumber(sim.world, chat.phoneNumberId);
    if (!number) continue;
    const recipient = { phone: chat.phone, person: findPerson(sim.world, chat.phone) };
    const unfinished = chat.messages.filter(({ from, state }) => from === "business" && state !== "read");
    for (const message of unfinished) travel(sim, number, recipient, message);
  }
}

const RANK: Record<MessageState, number> = { pending: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

/** Moves a message of the business forward (never back) and tells the app; reading is told only by who allows it. */
export function progress(
  sim: Simulator,
  number: BusinessNumber,
  recipient: PhoneRecipient,
  message: ChatMessage,
  state: "sent" | "delivered" | "read",
): void {
  if (RANK[message.state] >= RANK[state]) return;
  if (state === "read" && !recipient.person?.readReceipts) return;
  message.state = state;
  const told = { number: number.phoneNumberId, phone: recipient.phone, id: message.id, state };
  sim.events.publish("status", told);
  tellStatus(sim, number, recipient, message, state);
}

function fail(
  sim: Simulator,
  number: BusinessNumber,
  recipient: PhoneRecipient,
  message: ChatMessage,
  error: DeliveryError,
): void {
  message.state = "failed";
  message.error = { code: error.code, title: error.title };
  sim.timers.after(sim.config.statusDelaysMs.sent, () =>
    tellStatus(sim, number, recipient, message, "failed", error),
  );
}
