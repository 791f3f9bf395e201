import { and, eq, inArray, sql } from "drizzle-orm";
import { canonicalize } from "json-canonicalize";
import { escalations, receipts } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { checkReason } from "@/lib/orders/check-reason";
import { bankCreditOf, recordAttestation } from "@/lib/orders/credit-facts";
import { moveOrder, type OrderRow, wrongState } from "@/lib/orders/move-order";
import { releaseOrder, type ShortProduct } from "@/lib/orders/release-order";
import { type ActProof, verifyForSpending } from "@/lib/otp/spend-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { type Case, changed, checkDecision, type Decision, findCase } from "./check-decision";
import { allowPrice, isPriceQuestion, refusePrice } from "./decide-price";
import type { DecisionResult } from "./schema";
import { loadEscalationAct } from "./sensitive-act";

/**
 * The CEO's decision (P10.3): once, with a code that was asked for exactly this order, amount, beneficiary and receipts.
 * Throws `step_up_required` without a code, `wrong_code` for one that stands for something else, `credit_required` when she
 * does not say that she sees the money, `superseded` when something changed meanwhile, `wrong_state` when it is decided.
 */
export async function decideEscalation(ctx: MemberContext, input: Decision): Promise<DecisionResult> {
  authorize(ctx, "escalation.decide");
  const purpose = input.action === "approve" ? "escalation.approve" : "escalation.reject";
  const act = await withTenant(ctx, async (tx) => {
    const loaded = await loadEscalationAct(tx, { purpose, escalationId: input.escalationId });
    // Refusals that need no code come before it, so that none is used up for nothing.
    if (input.challenge_id && input.otp) await checkDecision(tx, ctx, input, await findCase(tx, input));
    return loaded;
  });
  const proof = await verifyForSpending(ctx, { ...act, challengeId: input.challenge_id, otp: input.otp });
  const result = await withTenant(ctx, async (tx) => {
    const found = await findCase(tx, input, true);
    await checkDecision(tx, ctx, input, found);
    const now = await loadEscalationAct(tx, { purpose, escalationId: input.escalationId });
    if (canonicalize(now.facts) !== canonicalize(act.facts)) throw changed();
    return input.action === "approve"
      ? approve(tx, ctx, input, found, proof)
      : reject(tx, ctx, input, found, proof);
  });
  await proof.settle();
  return result;
}

async function approve(
  tx: Tx,
  ctx: MemberContext,
  input: Decision,
  found: Case,
  proof: ActProof,
): Promise<DecisionResult> {
  const { order, escalation } = found;
  if (isPriceQuestion(escalation)) {
    await close(tx, ctx, input, found, "APPROVED");
    await allowPrice(tx, ctx, found);
    await record(tx, ctx, input, found, proof, { offer_id: escalation.offerId });
    return resultOf(found, "APPROVED", "AWAITING_PAYMENT", []);
  }
  const { factId: creditFactId } = input.credit_seen
    ? await recordAttestation(tx, ctx, {
        orderId: order.id,
        receiptId: escalation.receiptId,
        kind: "ceo_attestation",
        amountKobo: order.totalKobo,
      })
    : await bankCreditOf(tx, order.id);
  if (!creditFactId) throw wrongState(order.status);
  await close(tx, ctx, input, found, "APPROVED");
  const { short } = await releaseOrder(tx, ctx, order, creditFactId);
  await record(tx, ctx, input, found, proof, {
    credit: input.credit_seen ? "ceo_attestation" : "bank_credit",
  });
  return resultOf(found, "APPROVED", "APPROVED", short);
}

async function reject(
  tx: Tx,
  ctx: MemberContext,
  input: Decision,
  found: Case,
  proof: ActProof,
): Promise<DecisionResult> {
  const { order, escalation } = found;
  if (isPriceQuestion(escalation)) {
    await close(tx, ctx, input, found, "REJECTED");
    await refusePrice(tx, ctx, found);
    await record(tx, ctx, input, found, proof, { offer_id: escalation.offerId });
    return resultOf(found, "REJECTED", order.status, []);
  }
  const reason = checkReason(input.notes, order);
  await close(tx, ctx, input, found, "REJECTED");
  await moveOrder(tx, ctx, { orderId: order.id, from: order.status, to: "REJECTED" });
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "order_rejected", orderId: order.id, reason },
  });
  await record(tx, ctx, input, found, proof, { reason });
  return resultOf(found, "REJECTED", "REJECTED", []);
}

async function close(
  tx: Tx,
  ctx: MemberContext,
  input: Decision,
  { order, escalation }: Case,
  state: "APPROVED" | "REJECTED",
): Promise<void> {
  const [closed] = await tx
    .update(escalations)
    .set({ state, decisionNotes: input.notes ?? null, decidedAt: sql`now()` })
    .where(and(eq(escalations.id, escalation.id), eq(escalations.state, "PENDING_CEO_APPROVAL")))
    .returning({ id: escalations.id });
  if (!closed) throw wrongState(order.status);
  if (isPriceQuestion(escalation)) return;
  await tx
    .update(receipts)
    .set({
      state: state === "APPROVED" ? "approved" : "rejected",
      notes: input.notes ?? null,
      decidedById: ctx.actor.id,
      decidedAt: sql`now()`,
    })
    .where(and(eq(receipts.orderId, order.id), inArray(receipts.state, ["waiting", "escalated"])));
}

/** Uses the code up, last of all: spending and entry hold the audit chain until the commit. */
async function record(
  tx: Tx,
  ctx: MemberContext,
  input: Decision,
  { order, escalation }: Case,
  proof: ActProof,
  details: Record<string, unknown>,
): Promise<void> {
  const step = input.action === "approve" ? "approved" : "rejected";
  const ids = { escalationId: escalation.id, orderId: order.id, reference: order.reference, step };
  await publishEvent(tx, ctx.ceoId, { topic: "escalation", ids, vendorId: order.vendorId });
  await proof.spend(tx);
  await recordEntry(tx, ctx, {
    action: input.action === "approve" ? "ESCALATION_APPROVED" : "ESCALATION_REJECTED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: {
      escalation_id: escalation.id,
      reference: order.reference,
      total_kobo: order.totalKobo,
      otp_verified: true,
      ...details,
    },
  });
}

function resultOf(
  { order, escalation }: Case,
  state: "APPROVED" | "REJECTED",
  orderStatus: OrderRow["status"],
  short: ShortProduct[],
): DecisionResult {
  return {
    escalation_id: escalation.id,
    state,
    order_id: order.id,
    reference: order.reference,
    order_status: orderStatus,
    otp_verified: true,
    short,
  };
}
