import { eq, sql } from "drizzle-orm";
import { orderItems, orders } from "@/db/schema/sales";
import { AppError } from "@/lib/errors";
import { moveOrder } from "@/lib/orders/move-order";
import { paymentAccountInForce } from "@/lib/orders/payment-account";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { type Negotiation, sumsOf } from "./find-negotiation";
import type { OfferRow } from "./make-offer";

/**
 * Makes an accepted offer what the order asks for, to be paid to the account in force now (P7.5, P8.2). Throws `conflict`
 * while the business has none.
 */
export async function writePrice(
  tx: Tx,
  ctx: Context,
  { order, standing }: Negotiation,
  offer: OfferRow,
): Promise<void> {
  const { unitPriceKobo, ...sums } = sumsOf(offer, standing);
  const account = await paymentAccountInForce(tx);
  if (!account) {
    throw new AppError(
      "conflict",
      "There is no bank account to pay to yet. The owner adds one in Settings, then you can confirm the price.",
    );
  }
  const { bankName, accountNumber, accountName } = account;
  if (unitPriceKobo !== null) {
    await tx.update(orderItems).set({ unitPriceKobo }).where(eq(orderItems.orderId, order.id));
  }
  await tx
    .update(orders)
    .set({
      ...sums,
      bankAccount: { bankName, accountNumber, accountName },
      changedAt: sql`now()`,
      remindedAt: null,
    })
    .where(eq(orders.id, order.id));
  if (order.status === "NEGOTIATING") {
    await moveOrder(tx, ctx, { orderId: order.id, from: "NEGOTIATING", to: "AWAITING_PAYMENT" });
  }
}
