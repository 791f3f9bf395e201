import { and, eq, inArray, notInArray } from "drizzle-orm";
import { offers } from "@/db/schema/offers";
import { escalations, receipts } from "@/db/schema/proof";
import { receiptChecks } from "@/db/schema/receipt-facts";
import { orders } from "@/db/schema/sales";
import { notFound } from "@/lib/errors";
import { formatNaira } from "@/lib/money";
import { getOrderDto } from "@/lib/orders/queries";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";

export type EscalationPurpose = "escalation.approve" | "escalation.reject";
export type EscalationAct = SensitiveAct & { facts: Record<string, unknown>; action: string };

/**
 * What a code for this decision stands for: purpose, the escalation, and everything that is approved with it (order, amount,
 * items, beneficiary, receipts, what the checks warn of). One kobo or one picture changed, and the code is void (P10.3).
 * Throws `not_found` for another business's escalation.
 */
export async function escalationAct(
  ctx: Context,
  input: { purpose: EscalationPurpose; escalationId: string },
): Promise<EscalationAct> {
  authorize(ctx, "escalation.decide");
  return withTenant(ctx, (tx) => loadEscalationAct(tx, input));
}

/** The same inside a transaction. */
export async function loadEscalationAct(
  tx: Tx,
  { purpose, escalationId }: { purpose: EscalationPurpose; escalationId: string },
): Promise<EscalationAct> {
  const [found] = await tx
    .select({ orderId: orders.id, addsUp: escalations.addsUp, offer: offers })
    .from(escalations)
    .innerJoin(orders, and(eq(orders.ceoId, escalations.ceoId), eq(orders.id, escalations.orderId)))
    .leftJoin(offers, and(eq(offers.ceoId, escalations.ceoId), eq(offers.id, escalations.offerId)))
    .where(eq(escalations.id, escalationId));
  if (!found) throw notFound("The escalation");
  const order = await getOrderDto(tx, found.orderId);
  const facts = {
    order_id: order.id,
    total_kobo: order.totalKobo,
    items: order.items.map(({ productId, quantity, unitPriceKobo }) => [productId, quantity, unitPriceKobo]),
    beneficiary: order.bankAccount,
    receipts: await receiptsOf(tx, order.id),
    ...(found.addsUp ? { adds_up: found.addsUp } : {}),
    ...(found.offer ? { offer: offerFacts(found.offer) } : {}),
  };
  const verb = purpose === "escalation.approve" ? "Approve" : "Reject";
  if (found.offer) {
    const price = `the price of ${formatNaira(found.offer.totalKobo)} for order ${order.reference}`;
    return { purpose, target: { id: escalationId }, facts, action: `${verb} ${price}` };
  }
  const to = order.bankAccount ? `, paid to ${order.bankAccount.accountName}` : "";
  return {
    purpose,
    target: { id: escalationId },
    facts,
    action: `${verb} order ${order.reference}, ${formatNaira(order.totalKobo)}${to}`,
  };
}

function offerFacts(offer: typeof offers.$inferSelect): unknown[] {
  return [offer.id, offer.totalKobo, offer.unitPriceKobo, offer.freeDelivery];
}

/** Each proof that counts, with its bytes' hash and what its checks warn of. */
async function receiptsOf(tx: Tx, orderId: string): Promise<unknown[]> {
  const rows = await tx
    .select({ id: receipts.id, sha256: receipts.sha256, state: receipts.state })
    .from(receipts)
    .where(and(eq(receipts.orderId, orderId), notInArray(receipts.state, ["unreadable", "superseded"])))
    .orderBy(receipts.id);
  if (rows.length === 0) return [];
  const warnings = await tx
    .select({
      receiptId: receiptChecks.receiptId,
      checkId: receiptChecks.checkId,
      result: receiptChecks.result,
    })
    .from(receiptChecks)
    .where(
      and(
        inArray(
          receiptChecks.receiptId,
          rows.map((row) => row.id),
        ),
        inArray(receiptChecks.result, ["warn", "fail"]),
      ),
    )
    .orderBy(receiptChecks.receiptId, receiptChecks.checkId);
  return rows.map((row) => ({
    ...row,
    warnings: warnings
      .filter((warning) => warning.receiptId === row.id)
      .map((warning) => `${warning.checkId}:${warning.result}`),
  }));
}
