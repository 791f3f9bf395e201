import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/sales";
import { acceptOffer } from "@/lib/negotiation/accept-offer";
import { declineOffer } from "@/lib/negotiation/decline-offer";
import { makeOffer } from "@/lib/negotiation/make-offer";
import { moveOrder } from "@/lib/orders/move-order";
import type { Context } from "@/lib/tenancy/context";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { OfferEffect } from "./offer-types";

/**
 * Carries out what the buyer did about a price. An offer whose time ended in this very moment fails the turn: it is taken
 * again and finds the offer over.
 */
export async function applyOffer(
  tx: Tx,
  buyer: Context,
  contactId: string,
  effect: OfferEffect,
): Promise<void> {
  const { orderId } = effect;
  switch (effect.type) {
    case "recordOffer": {
      const { totalKobo, unitPriceKobo, freeDelivery, messageRef: messageId } = effect;
      const price = { totalKobo, unitPriceKobo, freeDelivery };
      await makeOffer(tx, buyer, { orderId, madeBy: "buyer", authorId: contactId, price, messageId });
      return;
    }
    case "acceptOffer":
      await acceptOffer(tx, buyer, { orderId, offerId: effect.offerId, acceptedById: contactId });
      return;
    case "declineOffer":
      await declineOffer(tx, buyer, { orderId, offerId: effect.offerId, declinedById: contactId });
  }
}

/** A proof of payment for an order whose price was opened again: it is for the price that the buyer was told. */
export async function keepStandingPrice(tx: Tx, buyer: Context, orderId: string): Promise<void> {
  const [order] = await tx
    .select({ status: orders.status, bankAccount: orders.bankAccount })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (order?.status !== "NEGOTIATING" || !order.bankAccount) return;
  await moveOrder(tx, buyer, { orderId, from: "NEGOTIATING", to: "AWAITING_PAYMENT" });
}
