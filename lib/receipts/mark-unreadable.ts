import { and, desc, eq, isNull, ne } from "drizzle-orm";
import { receipts } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { lockOrder, moveOrder, type OrderRow } from "@/lib/orders/move-order";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { receiptWords } from "@/lib/words/en/receipts";
import type { UnreadableReason } from "./fetch-proof";

/**
 * A file that cannot be used as a proof: the buyer is asked again, kindly, and the order waits for payment as before. A
 * readable proof that this one had replaced comes back into its place. Once: a receipt that is not being read is left alone.
 */
export async function markUnreadable(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; receiptId: string; reason: UnreadableReason },
): Promise<void> {
  const order = await lockOrder(tx, input.orderId);
  const [marked] = await tx
    .update(receipts)
    .set({ state: "unreadable", trouble: receiptWords.unreadable[input.reason] })
    .where(and(eq(receipts.id, input.receiptId), eq(receipts.state, "reading")))
    .returning({ id: receipts.id });
  if (!marked) return;
  const isRestored = await restoreReplaced(tx, ctx, order, input.receiptId);
  if (!isRestored && order.status === "RECEIPT_UPLOADED") {
    await moveOrder(tx, ctx, { orderId: order.id, from: order.status, to: "AWAITING_PAYMENT" });
  }
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "receipt_unreadable", orderId: order.id, reason: input.reason },
  });
  const ids = { receiptId: input.receiptId, orderId: order.id };
  await publishEvent(tx, ctx.ceoId, { topic: "receipt", ids, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "RECEIPT_UNREADABLE",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { receipt_id: input.receiptId, reference: order.reference, reason: input.reason },
  });
}

/**
 * The newest proof that nobody has decided on comes back into its place. One that was replaced before it could be read is
 * read now; when it cannot be read either, the one before it follows by the same way.
 */
async function restoreReplaced(tx: Tx, ctx: Context, order: OrderRow, receiptId: string): Promise<boolean> {
  const [before] = await tx
    .select()
    .from(receipts)
    .where(
      and(
        eq(receipts.orderId, order.id),
        ne(receipts.id, receiptId),
        ne(receipts.state, "unreadable"),
        isNull(receipts.deletedAt),
      ),
    )
    .orderBy(desc(receipts.createdAt), desc(receipts.id))
    .limit(1);
  if (before?.state !== "superseded") return false;
  if (before.viewKey === null) {
    await tx.update(receipts).set({ state: "reading" }).where(eq(receipts.id, before.id));
    await enqueueJob(tx, "check-receipt", { ceoId: ctx.ceoId, receiptId: before.id });
    return true;
  }
  const state = order.status === "ESCALATED" ? "escalated" : "waiting";
  await tx.update(receipts).set({ state }).where(eq(receipts.id, before.id));
  return true;
}
