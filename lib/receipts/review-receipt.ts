import { and, eq, inArray, sql } from "drizzle-orm";
import { receipts } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { openEscalation } from "@/lib/escalations/open-escalation";
import { type WhyCeo, whyCeo } from "@/lib/escalations/why-ceo";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { checkReason } from "@/lib/orders/check-reason";
import { bankCreditOf, recordAttestation } from "@/lib/orders/credit-facts";
import { lockOrder, moveOrder, type OrderRow, wrongState } from "@/lib/orders/move-order";
import { refuseOwnOrder } from "@/lib/orders/own-order";
import { releaseOrder } from "@/lib/orders/release-order";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { keepWord } from "./keep-word";
import { creditRequired, escalated, stillReading, superseded } from "./refusals";
import { decideApproval, UNDECIDED_STATES } from "./rules/approval";
import type { ReviewInput, ReviewResult } from "./schema";

type ReceiptRow = typeof receipts.$inferSelect;
type Case = { order: OrderRow; receipt: ReceiptRow | null; input: ReviewInput };
/** A refusal that comes after something was written down (the vendor's word): it must commit, then be thrown. */
type Outcome = ReviewResult | AppError;

/**
 * The vendor's decision about an order's receipt (P9.9): approve, reject or flag to the CEO, once. Throws
 * `credit_required` when nobody says the money is there, `escalated` when only the CEO may release it (what the vendor
 * saw is kept), `superseded` when another receipt has come since, `wrong_state` when it was decided already, `forbidden`
 * for the buyer's own hand (AP-10), `not_found` for another vendor's order.
 */
export async function reviewReceipt(
  ctx: MemberContext,
  input: ReviewInput & { orderId: string },
): Promise<ReviewResult> {
  authorize(ctx, "receipt.review");
  const outcome = await withTenantAndPlatform(ctx, async (tx) => {
    const order = await lockOrder(tx, input.orderId);
    await refuseOwnOrder(tx, ctx, order.contactId);
    const receipt = await currentReceipt(tx, order.id);
    if (input.receipt_id && receipt && input.receipt_id !== receipt.id) throw superseded();
    const found = { order, receipt, input };
    if (input.action === "approve") return approve(tx, ctx, found);
    return input.action === "reject" ? reject(tx, ctx, found) : flag(tx, ctx, found);
  });
  if (outcome instanceof AppError) throw outcome;
  return outcome;
}

async function approve(tx: Tx & PlatformTx, ctx: MemberContext, found: Case): Promise<Outcome> {
  const { order, receipt, input } = found;
  const why = receipt && order.status === "RECEIPT_UPLOADED" ? await whyCeo(tx, order) : null;
  const bank = await bankCreditOf(tx, order.id);
  const verdict = decideApproval({
    status: order.status,
    receiptState: receipt?.state ?? null,
    totalKobo: order.totalKobo,
    isForCeo: why !== null,
    creditSeen: input.credit_seen === true,
    bankCreditKobo: bank.totalKobo,
  });
  if (verdict.kind === "escalated") return toCeo(tx, ctx, found, { ...verdict, why });
  if (verdict.kind === "credit_required") throw creditRequired();
  if (verdict.kind === "still_reading") throw stillReading();
  if (verdict.kind === "wrong_state" || !receipt) throw wrongState(order.status);
  const creditFactId =
    verdict.credit === "bank_credit" && bank.factId ? bank.factId : await attest(tx, ctx, order, receipt.id);
  await decideOn(tx, ctx, receipt, "approved", input.notes);
  const { short } = await releaseOrder(tx, ctx, order, creditFactId);
  const details = { credit: verdict.credit, amount_kobo: order.totalKobo, verdict: receipt.verdict, short };
  await record(tx, ctx, found, "RECEIPT_APPROVED", details);
  return result(found, "APPROVED", "approved", { short });
}

/** Over the threshold, or escalated already: the vendor's word is kept, the CEO decides (decisions on money). */
async function toCeo(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  { order, receipt, input }: Case,
  { attest: isAttested, open, why }: { attest: boolean; open: boolean; why: WhyCeo | null },
): Promise<AppError> {
  if (isAttested) await keepWord(tx, ctx, order, receipt?.id ?? null);
  if (open && receipt && why) {
    await openEscalation(tx, ctx, { order, receiptId: receipt.id, why, notes: input.notes });
  }
  return escalated();
}

async function reject(tx: Tx & PlatformTx, ctx: MemberContext, found: Case): Promise<Outcome> {
  const { order, receipt, input } = found;
  const reason = checkReason(input.notes, order);
  if (order.status === "ESCALATED") throw escalated();
  if (order.status !== "RECEIPT_UPLOADED" || !receipt) throw wrongState(order.status);
  if (receipt.state === "reading") throw stillReading();
  await decideOn(tx, ctx, receipt, "rejected", reason);
  await moveOrder(tx, ctx, { orderId: order.id, from: order.status, to: "REJECTED" });
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "order_rejected", orderId: order.id, reason },
  });
  await record(tx, ctx, found, "RECEIPT_REJECTED", { reason, verdict: receipt.verdict });
  return result(found, "REJECTED", "rejected");
}

async function flag(tx: Tx & PlatformTx, ctx: MemberContext, found: Case): Promise<Outcome> {
  const { order, receipt, input } = found;
  if (order.status === "ESCALATED") throw escalated();
  if (order.status !== "RECEIPT_UPLOADED" || !receipt) throw wrongState(order.status);
  if (receipt.state === "reading") throw stillReading();
  const escalationId = await openEscalation(tx, ctx, {
    order,
    receiptId: receipt.id,
    why: { reason: "flagged" },
    notes: input.notes,
  });
  await record(tx, ctx, found, "RECEIPT_FLAGGED", {
    escalation_id: escalationId,
    notes: input.notes ?? null,
  });
  return result(found, "ESCALATED", "escalated", { escalationId });
}

async function currentReceipt(tx: Tx, orderId: string): Promise<ReceiptRow | null> {
  const [row] = await tx
    .select()
    .from(receipts)
    .where(and(eq(receipts.orderId, orderId), inArray(receipts.state, [...UNDECIDED_STATES])))
    .for("update");
  return row ?? null;
}

async function attest(tx: Tx, ctx: MemberContext, order: OrderRow, receiptId: string): Promise<string> {
  const kind = "vendor_attestation";
  const fact = { orderId: order.id, receiptId, kind, amountKobo: order.totalKobo } as const;
  return (await recordAttestation(tx, ctx, fact)).factId;
}

async function decideOn(
  tx: Tx,
  ctx: MemberContext,
  receipt: ReceiptRow,
  state: "approved" | "rejected",
  notes: string | undefined,
): Promise<void> {
  await tx
    .update(receipts)
    .set({ state, notes: notes ?? null, decidedById: ctx.actor.id, decidedAt: sql`now()` })
    .where(and(eq(receipts.id, receipt.id), eq(receipts.state, receipt.state)));
}

async function record(
  tx: Tx,
  ctx: MemberContext,
  { order, receipt }: Case,
  action: "RECEIPT_APPROVED" | "RECEIPT_REJECTED" | "RECEIPT_FLAGGED",
  details: Record<string, unknown>,
): Promise<void> {
  const ids = { orderId: order.id, receiptId: receipt?.id ?? "" };
  await publishEvent(tx, ctx.ceoId, { topic: "receipt", ids, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action,
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference, receipt_id: receipt?.id ?? null, ...details },
  });
}

function result(
  { order, receipt }: Case,
  orderStatus: OrderRow["status"],
  receiptState: ReceiptRow["state"],
  more: { escalationId?: string; short?: ReviewResult["short"] } = {},
): ReviewResult {
  return {
    order_id: order.id,
    reference: order.reference,
    order_status: orderStatus,
    receipt_id: receipt?.id ?? "",
    receipt_state: receiptState,
    escalation_id: more.escalationId ?? null,
    short: more.short ?? [],
  };
}
