import { and, eq } from "drizzle-orm";
import { escalations, receipts } from "@/db/schema/proof";
import { recordEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { publishEvent } from "@/lib/live/publish-event";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { moveOrder, type OrderRow } from "@/lib/orders/move-order";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";
import { tellOwner } from "./tell-owner";
import type { WhyCeo } from "./why-ceo";

export type OpenEscalationInput = {
  /** Locked by the caller, in `RECEIPT_UPLOADED`. */
  order: OrderRow;
  receiptId: string;
  why: WhyCeo | { reason: "checks" | "flagged" };
  notes?: string;
};

/**
 * Puts an order before the CEO (P10.1): from now on nobody else can release it. She is told by SMS and email. Gives the
 * escalation's id. Throws `wrong_state` when the order is not waiting for a decision.
 */
export async function openEscalation(
  tx: Tx & PlatformTx,
  ctx: Context,
  { order, receiptId, why, notes }: OpenEscalationInput,
): Promise<string> {
  authorize(ctx, "escalation.open");
  await moveOrder(tx, ctx, { orderId: order.id, from: order.status, to: "ESCALATED" });
  await tx
    .update(receipts)
    .set({ state: "escalated" })
    .where(and(eq(receipts.id, receiptId), eq(receipts.state, "waiting")));
  const id = newId("escalation");
  const addsUp = why.reason === "sum" ? why.addsUp : null;
  await tx.insert(escalations).values({
    ceoId: ctx.ceoId,
    id,
    orderId: order.id,
    receiptId,
    reason: why.reason,
    addsUp,
    notes: notes ?? null,
    openedById: ctx.actor.id,
    state: "PENDING_CEO_APPROVAL",
  });
  await tellOwner(tx, ctx, { escalationId: id, reference: order.reference, totalKobo: order.totalKobo });
  await tellConversation(tx, ctx, {
    conversationId: order.conversationId,
    event: { kind: "order_escalated", orderId: order.id },
  });
  const step = "opened";
  const ids = { escalationId: id, orderId: order.id, reference: order.reference, receiptId, step };
  await publishEvent(tx, ctx.ceoId, { topic: "escalation", ids, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "ESCALATION_CREATED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: {
      escalation_id: id,
      reference: order.reference,
      total_kobo: order.totalKobo,
      reason: why.reason,
      ...(addsUp ? { sum_kobo: addsUp.sumKobo, adds_up_by: addsUp.by } : {}),
      receipt_id: receiptId,
      notes: notes ?? null,
    },
  });
  return id;
}
