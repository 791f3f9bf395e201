import type { Simulator } from "../state/simulator";
import type { ChatMessage, InstagramAccount, Person } from "../state/types";
import { igsidOf } from "../state/world";

type Item = Record<string, unknown>;

/** Tells the app of something a person did: `part` is what Meta puts beside sender, recipient and time. */
export function tellFromPerson(
  sim: Simulator,
  account: InstagramAccount,
  person: Person,
  part: Item,
  options: { isReport?: boolean; message?: ChatMessage } = {},
): void {
  if (!account.subscribed) return;
  const atMs = options.message?.atMs ?? sim.clock.nowMs();
  const item = {
    sender: { id: igsidOf(sim.world, person, account) },
    recipient: { id: account.userId },
    timestamp: atMs,
    ...part,
  };
  const key = options.message && {
    phoneNumberId: account.userId,
    phone: person.phone,
    id: options.message.id,
  };
  const { isReport = false } = options;
  sim.webhooks.send({ platform: "instagram", accountId: account.userId, atMs, item, isReport }, key);
}

/**
 * Tells the app of a message by the business, as Instagram does of all of them: those sent by the API and those typed in
 * the app look the same but for their id.
 */
export function tellEcho(sim: Simulator, account: InstagramAccount, person: Person, message: Item): void {
  if (!account.subscribed) return;
  const atMs = sim.clock.nowMs();
  const item = {
    sender: { id: account.userId },
    recipient: { id: igsidOf(sim.world, person, account) },
    timestamp: atMs,
    message: { ...message, is_echo: true },
  };
  sim.webhooks.send({ platform: "instagram", accountId: account.userId, atMs, item, isReport: true });
}
