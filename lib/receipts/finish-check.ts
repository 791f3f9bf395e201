import { and, asc, eq, ne, sql } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import { escalations, receipts } from "@/db/schema/proof";
import { receiptChecks } from "@/db/schema/receipt-facts";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { openEscalation } from "@/lib/escalations/open-escalation";
import { whyCeo } from "@/lib/escalations/why-ceo";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { lockOrder, type OrderRow } from "@/lib/orders/move-order";
import { queuePush } from "@/lib/push/queue-push";
import type { Context } from "@/lib/tenancy/context";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { checkUnread, type SameImage, type Verdict, verdictOf } from "./rules/checks";
import type { ReceiptCheck } from "./schema";

/** What is known of a proof's file once it is stored. */
export type StoredProof = {
  orderId: string;
  receiptId: string;
  sha256: string;
  mimeType: string;
  originalKey: string;
  viewKey: string;
  viewWidth: number;
  viewHeight: number;
};

/**
 * Writes down what was found about a proof and puts it before the vendor; what the business wants her to see, before the
 * CEO (P10.1). Once: a receipt that is not being read any more (superseded, cancelled, done) is left alone.
 */
export async function finishCheck(tx: Tx & PlatformTx, ctx: Context, proof: StoredProof): Promise<void> {
  const order = await lockOrder(tx, proof.orderId);
  const [business] = await tx
    .select({
      timeZone: ceos.timeZone,
      now: sql<string>`to_json(now())#>>'{}'`,
    })
    .from(ceos);
  if (!business) return;
  const sameImage = await findSameImage(tx, proof);
  const checks = checkUnread({
    orderId: order.id,
    reference: order.reference,
    expectedKobo: order.totalKobo,
    orderPlacedAt: order.createdAt,
    account: order.bankAccount,
    sameImage,
    now: new Date(business.now),
    timeZone: business.timeZone,
  });
  const verdict = verdictOf(checks);
  if (!(await writeResult(tx, ctx, order, proof, { checks, verdict }))) return;
  await settle(tx, ctx, order, { receiptId: proof.receiptId, verdict });
  await tellSameImage(tx, ctx, order, sameImage);
  const ids = { receiptId: proof.receiptId, orderId: order.id };
  await publishEvent(tx, ctx.ceoId, { topic: "receipt", ids, vendorId: order.vendorId });
  await queuePush(tx, ctx.ceoId, { kind: "receipt", subjectId: proof.receiptId });
  await recordEntry(tx, ctx, {
    action: "RECEIPT_CHECKED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: {
      receipt_id: proof.receiptId,
      reference: order.reference,
      sha256: proof.sha256,
      verdict,
      not_passed: checks.filter((check) => ["warn", "fail"].includes(check.result)).map((check) => check.id),
    },
  });
}

/** The oldest other receipt of this business with the same bytes; one of another order comes first. */
async function findSameImage(tx: Tx, proof: StoredProof): Promise<SameImage | null> {
  // Of two that come at the same moment one must see the other.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${proof.sha256}, 2))`);
  const isOther = sql`case when ${receipts.orderId} = ${proof.orderId} then 1 else 0 end`;
  const [found] = await tx
    .select({
      receiptId: receipts.id,
      orderId: receipts.orderId,
      reference: orders.reference,
      sentAt: receipts.createdAt,
    })
    .from(receipts)
    .innerJoin(orders, and(eq(orders.ceoId, receipts.ceoId), eq(orders.id, receipts.orderId)))
    .where(and(eq(receipts.sha256, proof.sha256), ne(receipts.id, proof.receiptId)))
    .orderBy(isOther, asc(receipts.createdAt))
    .limit(1);
  return found ?? null;
}

async function writeResult(
  tx: Tx,
  ctx: Context,
  order: OrderRow,
  proof: StoredProof,
  { checks, verdict }: { checks: ReceiptCheck[]; verdict: Verdict },
): Promise<boolean> {
  const { receiptId, orderId: _order, ...file } = proof;
  const [written] = await tx
    .update(receipts)
    .set({
      ...file,
      state: order.status === "ESCALATED" ? "escalated" : "waiting",
      expectedKobo: order.totalKobo,
      verdict,
    })
    .where(and(eq(receipts.id, receiptId), eq(receipts.state, "reading")))
    .returning({ id: receipts.id });
  if (!written) return false;
  await tx
    .insert(receiptChecks)
    .values(checks.map(({ id, ...found }) => ({ ceoId: ctx.ceoId, receiptId, checkId: id, ...found })));
  return true;
}

/** A new proof of an escalated order belongs to its escalation; a code asked for before it came is void. */
async function settle(
  tx: Tx & PlatformTx,
  ctx: Context,
  order: OrderRow,
  { receiptId, verdict }: { receiptId: string; verdict: Verdict },
): Promise<void> {
  if (order.status === "ESCALATED") {
    await tx
      .update(escalations)
      .set({ receiptId })
      .where(and(eq(escalations.orderId, order.id), eq(escalations.state, "PENDING_CEO_APPROVAL")));
    return;
  }
  const why = (await whyCeo(tx, order)) ?? (verdict === "looks_wrong" ? { reason: "checks" as const } : null);
  if (why) await openEscalation(tx, ctx, { order, receiptId, why });
}

/** A picture that stands for another order, or was rejected: the buyer hears that we have it already, no more. */
async function tellSameImage(tx: Tx, ctx: Context, order: OrderRow, found: SameImage | null): Promise<void> {
  if (!found) return;
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "receipt_same_image", orderId: order.id },
  });
}
