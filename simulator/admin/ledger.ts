import type { Simulator } from "../state/simulator";
import type { ChatMessage, GraphCall } from "../state/types";

/** Everything the app asked of the platform, and everything each phone received, in order. */
export interface Ledger {
  calls: GraphCall[];
  /** Messages by the business as they reached a phone, the oldest first, by person's phone. */
  phones: Record<string, (ChatMessage & { number: string })[]>;
  sms: number;
  mails: number;
  pending_webhooks: number;
}

/** `number` and `phone` narrow it; `since` is the `seq` of the last call already seen. */
export function ledgerOf(sim: Simulator, query: URLSearchParams): Ledger {
  const number = query.get("number");
  const phone = query.get("phone");
  const since = Number(query.get("since") ?? 0);
  const phones: Ledger["phones"] = {};
  for (const chat of sim.world.chats.values()) {
    if ((number && chat.phoneNumberId !== number) || (phone && chat.phone !== phone)) continue;
    const received = chat.messages.filter((message) => message.from === "business");
    const before = phones[chat.phone] ?? [];
    phones[chat.phone] = [
      ...before,
      ...received.map((message) => ({ ...message, number: chat.phoneNumberId })),
    ];
  }
  for (const list of Object.values(phones)) list.sort((a, b) => a.atMs - b.atMs);
  return {
    calls: sim.world.calls.filter((call) => call.seq > since && (!number || call.phoneNumberId === number)),
    phones,
    sms: sim.world.sms.length,
    mails: sim.world.mails.length,
    pending_webhooks: sim.webhooks.pending().length,
  };
}
