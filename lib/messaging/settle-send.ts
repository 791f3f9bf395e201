import { sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { isPassing } from "@/lib/is-passing";
import { anyOf } from "@/lib/tenancy/any-of";
import type { Context } from "@/lib/tenancy/context";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { applyStatuses } from "./apply-status";
import type { Settlement } from "./attempt-send";
import { deliveryKey } from "./lock-delivery";
import { absorbEcho } from "./reconcile-echo";
import { applyEarlyStatuses } from "./record-status";
import { isAccessRefused, settleLost, settleUnsent } from "./settle-unsent";

/** Waits between tries to write an answer down while the database is away: about 8 s in all. */
const SETTLE_WAITS_MS = [100, 300, 900, 2_700, 4_000];

/**
 * What came of writing answers down: what `goOn` gave, else the conversations that go on; and answers that a status event
 * has in hand at this very moment, to be settled a moment later.
 */
export type Settled<T> = { next: T | readonly string[]; later: readonly Settlement[] };

/**
 * Writes down how sends ended, each of another conversation, and does `goOn` with the conversations that go on (and `more`) in
 * the same transaction. What Meta answered is worth more than one try to write it down: unwritten, the send would be in
 * doubt (F-02). Should `goOn` or one of them fail, each answer is written down alone.
 */
export async function settleSends<T>(
  ctx: Context,
  settlements: readonly Settlement[],
  more: readonly string[],
  goOn: (tx: Tx, conversationIds: readonly string[]) => Promise<T>,
): Promise<Settled<T>> {
  const lost = settlements.filter(({ outcome }) => isAccessRefused(outcome));
  for (const one of lost) await patiently(() => settleLost(ctx, one));
  const kept = settlements.filter((one) => !lost.includes(one));
  try {
    const together = () => settleTogether(ctx, kept, more, goOn);
    return await (kept.length > 0 ? patiently(together) : together());
  } catch (error) {
    if (kept.length === 0) throw error;
  }
  const goesOn: string[] = [];
  for (const one of kept) {
    const { next } = await patiently(() => settleTogether(ctx, [one], [], async (_, ids) => ids));
    goesOn.push(...next);
  }
  return { next: [...goesOn, ...more], later: [] };
}

function settleTogether<T>(
  ctx: Context,
  settlements: readonly Settlement[],
  more: readonly string[],
  goOn: (tx: Tx, conversationIds: readonly string[]) => Promise<T>,
): Promise<Settled<T>> {
  const conversationIds = [...settlements.map(conversationOf), ...more];
  const lockKeys = conversationIds.map((id) => deliveryKey(ctx, id));
  return withTenant(
    ctx,
    async (tx) => {
      const mine = await lockMessages(tx, settlements);
      const later = settlements.filter(({ claim }) => !mine.has(claim.message.id));
      const goesOn = await settle(
        tx,
        ctx,
        settlements.filter((one) => !later.includes(one)),
      );
      return { next: await goOn(tx, [...goesOn, ...more]), later };
    },
    { lockKeys },
  );
}

/**
 * The messages first, as a status event does that may arrive at this very moment: otherwise the two wait in a ring. Of several
 * those are left for later that such an event holds, which may be waiting for another of them.
 */
async function lockMessages(tx: Tx, settlements: readonly Settlement[]): Promise<Set<string>> {
  if (settlements.length === 0) return new Set();
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(sql`${messages.id} = ${anyOf(settlements.map(({ claim }) => claim.message.id))}`)
    .orderBy(messages.id)
    .for("update", settlements.length > 1 ? { skipLocked: true } : {});
  return new Set(rows.map(({ id }) => id));
}

function conversationOf({ claim }: Settlement): string {
  return claim.row.conversationId;
}

/** Tries again while the database is away. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const waitMs of SETTLE_WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return work();
}

/** Writes down how sends ended, under the deliveries' locks. Gives the conversations that go on; the others must wait. */
async function settle(tx: Tx, ctx: Context, settlements: readonly Settlement[]): Promise<string[]> {
  const sent = settlements.flatMap((one) =>
    one.outcome.kind === "sent" ? [{ ...one, externalId: one.outcome.externalId }] : [],
  );
  await settleSent(tx, ctx, sent);
  const goesOn = sent.map(conversationOf);
  for (const one of settlements) {
    if (one.outcome.kind === "sent") continue;
    if (await settleUnsent(tx, ctx, one)) goesOn.push(conversationOf(one));
  }
  return goesOn;
}

async function settleSent(
  tx: Tx,
  ctx: Context,
  sent: readonly (Settlement & { externalId: string })[],
): Promise<void> {
  const known = sent.map(({ claim, channel, externalId }) => ({
    messageId: claim.message.id,
    channelId: channel.channelId,
    externalId,
  }));
  for (const [at, { claim, channel }] of sent.entries()) {
    const send = known[at];
    if (channel.platform !== "instagram" || !send) continue;
    await absorbEcho(tx, { ...send, conversationId: claim.row.conversationId });
  }
  await applyStatuses(
    tx,
    ctx,
    known.map((send) => ({ ...send, status: "sent" })),
  );
  await applyEarlyStatuses(tx, ctx, known);
}
