import { and, eq, inArray } from "drizzle-orm";
import { conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { receipts } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { lockOrder, moveOrder, type OrderRow, wrongState } from "@/lib/orders/move-order";
import type { OrderStatus } from "@/lib/orders/rules";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { UNDECIDED_STATES } from "./rules/approval";
import { proofPath } from "./rules/proof-path";

export type SubmittedReceipt = {
  receiptId: string;
  orderId: string;
  /** True when this message had been taken as a receipt before: nothing was done now. */
  repeated: boolean;
  /** True when a receipt that nobody had decided on was put aside for this one. */
  replaced: boolean;
};

/**
 * Takes a message's picture or PDF as the proof of payment of one of its sender's orders (P9.6): it moves the order to
 * `RECEIPT_UPLOADED` and no further. A later proof supersedes an undecided one (decisions on money); the same message is
 * taken once. Throws `not_found` when order and message are not of one contact, `wrong_state` when nothing is due.
 */
export async function submitReceipt(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; messageId: string },
): Promise<SubmittedReceipt> {
  authorize(ctx, "receipt.submit");
  const order = await lockOrder(tx, input.orderId);
  const known = await receiptOfMessage(tx, input.messageId);
  if (known) return { receiptId: known.id, orderId: known.orderId, repeated: true, replaced: false };
  await checkSender(tx, order, input.messageId);
  const path = proofPath(order.status);
  if (!path) throw wrongState(order.status);
  const replaced = await supersede(tx, order.id);
  const receiptId = await insertReceipt(tx, ctx, order, input.messageId);
  await walk(tx, ctx, order, path);
  await enqueueJob(tx, "check-receipt", { ceoId: ctx.ceoId, receiptId });
  await publishEvent(tx, ctx.ceoId, {
    topic: "receipt",
    ids: { receiptId, orderId: order.id },
    vendorId: order.vendorId,
  });
  await recordEntry(tx, ctx, {
    action: "RECEIPT_UPLOADED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { receipt_id: receiptId, reference: order.reference, total_kobo: order.totalKobo, replaced },
  });
  return { receiptId, orderId: order.id, repeated: false, replaced };
}

async function receiptOfMessage(tx: Tx, messageId: string) {
  const [row] = await tx
    .select({ id: receipts.id, orderId: receipts.orderId })
    .from(receipts)
    .where(eq(receipts.messageId, messageId));
  return row;
}

/** Only what the order's own buyer sent can prove its payment. */
async function checkSender(tx: Tx, order: OrderRow, messageId: string): Promise<void> {
  const [message] = await tx
    .select({ contactId: conversations.contactId, direction: messages.direction })
    .from(messages)
    .innerJoin(
      conversations,
      and(eq(conversations.ceoId, messages.ceoId), eq(conversations.id, messages.conversationId)),
    )
    .where(eq(messages.id, messageId));
  const isTheirs = message?.direction === "in" && message.contactId === order.contactId;
  if (!isTheirs) throw notFound("The message");
}

async function supersede(tx: Tx, orderId: string): Promise<boolean> {
  const put = await tx
    .update(receipts)
    .set({ state: "superseded" })
    .where(and(eq(receipts.orderId, orderId), inArray(receipts.state, UNDECIDED_STATES)))
    .returning({ id: receipts.id });
  return put.length > 0;
}

async function insertReceipt(tx: Tx, ctx: Context, order: OrderRow, messageId: string): Promise<string> {
  const id = newId("receipt");
  await tx.insert(receipts).values({
    ceoId: ctx.ceoId,
    id,
    orderId: order.id,
    contactId: order.contactId,
    messageId,
    state: "reading",
    expectedKobo: order.totalKobo,
  });
  return id;
}

async function walk(tx: Tx, ctx: Context, order: OrderRow, path: readonly OrderStatus[]): Promise<void> {
  let from: OrderStatus = order.status;
  for (const to of path) {
    await moveOrder(tx, ctx, { orderId: order.id, from, to });
    from = to;
  }
}
