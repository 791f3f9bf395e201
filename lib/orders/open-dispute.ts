import { and, eq, isNull } from "drizzle-orm";
import { orderDisputes } from "@/db/schema/order-papers";
import { recordEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockOrder, moveOrder, type OrderRow } from "./move-order";

/** What is kept of a dispute's words; the chat has all of them. */
const WORDS_MAX = 2_000;

/**
 * The buyer says what is wrong with a paid order (P11.4): it is disputed from where it stands, with their own words. Said on
 * while the dispute is open, the words are added to it. Nothing of them is in the log: they are the buyer's. Owner and vendor
 * are told, once. Throws `wrong_state` for an order that was not paid.
 */
export async function openDispute(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; words: string },
): Promise<void> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, input.orderId);
  const open = await openDisputeOf(tx, order.id);
  if (open) {
    const added = await addWords(tx, open, input.words);
    if (added) await tell(tx, ctx, order, "DISPUTE_WORDS_ADDED");
    return;
  }
  await moveOrder(tx, ctx, { orderId: order.id, from: order.status, to: "DISPUTED" });
  const disputeId = newId("dispute");
  await tx.insert(orderDisputes).values({
    ceoId: ctx.ceoId,
    id: disputeId,
    orderId: order.id,
    fromStatus: order.status,
    words: cut(input.words),
    openedById: ctx.actor.id,
  });
  await enqueueJob(tx, "tell-dispute", { ceoId: ctx.ceoId, disputeId });
  await tell(tx, ctx, order, "ORDER_DISPUTED");
}

export type DisputeRow = typeof orderDisputes.$inferSelect;

/** The dispute of an order that nobody has settled yet, or undefined. */
export async function openDisputeOf(tx: Tx, orderId: string): Promise<DisputeRow | undefined> {
  const [row] = await tx
    .select()
    .from(orderDisputes)
    .where(and(eq(orderDisputes.orderId, orderId), isNull(orderDisputes.closedAt)));
  return row;
}

async function addWords(tx: Tx, open: DisputeRow, more: string): Promise<boolean> {
  const words = cut(`${open.words}\n${more}`);
  if (words === open.words || open.words.split("\n").includes(more)) return false;
  await tx.update(orderDisputes).set({ words }).where(eq(orderDisputes.id, open.id));
  return true;
}

async function tell(
  tx: Tx,
  ctx: Context,
  order: OrderRow,
  action: "ORDER_DISPUTED" | "DISPUTE_WORDS_ADDED",
): Promise<void> {
  await publishEvent(tx, ctx.ceoId, {
    topic: "order",
    ids: { orderId: order.id },
    vendorId: order.vendorId,
  });
  await recordEntry(tx, ctx, {
    action,
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference },
  });
}

/** Cut between signs: half of one is in no text that the database takes. */
function cut(words: string): string {
  return words.slice(0, WORDS_MAX).replace(/[\uD800-\uDBFF]$/, "");
}
