import type { Facts, OrderFacts, OrderStatus, ReplyFreeEffect } from "./types";

/** The facts as they stand once an effect is carried out, for the messages of the turn that come after it. */
export function applyEffect(facts: Facts, effect: ReplyFreeEffect, now: Date): Facts {
  switch (effect.type) {
    case "setContact": {
      const { name, address, phone } = effect;
      const contact = {
        ...facts.contact,
        ...(name && { name }),
        ...(address && { address }),
        ...(phone && { phone }),
      };
      return {
        ...facts,
        contact: { ...contact, consentGiven: contact.consentGiven || effect.consent === true },
      };
    }
    case "optOut":
    case "optIn":
      return { ...facts, contact: { ...facts.contact, optedOut: effect.type === "optOut" } };
    case "placeOrder":
      return { ...facts, orders: [...facts.orders, placedOrder(facts, effect, now)] };
    case "submitReceipt":
      return moved(facts, effect.orderId, "RECEIPT_UPLOADED");
    case "cancelOrder":
      return moved(facts, effect.orderId, "CANCELLED");
    case "confirmAddress":
      return moved(facts, effect.orderId, "CONFIRMED", effect.address);
    case "changeAddress":
      return moved(facts, effect.orderId, null, effect.address);
    case "confirmDelivery":
      return moved(facts, effect.orderId, "DELIVERED");
    case "openDispute":
      return moved(facts, effect.orderId, "DISPUTED");
    case "recordOffer":
      return moved(facts, effect.orderId, "NEGOTIATING");
    case "acceptOffer":
      return agreed(facts, effect);
    case "declineOffer":
      return { ...facts, offers: facts.offers?.filter((offer) => offer.id !== effect.offerId) };
    default:
      return facts;
  }
}

function placedOrder(
  facts: Facts,
  effect: Extract<ReplyFreeEffect, { type: "placeOrder" }>,
  now: Date,
): OrderFacts {
  const names = new Map(facts.catalogue.candidates.map((product) => [product.id, product.name]));
  return {
    id: "placed",
    reference: "{order_ref}",
    status: effect.isNegotiated ? "NEGOTIATING" : "AWAITING_PAYMENT",
    totalKobo: effect.totalKobo,
    items: effect.items.map((item) => ({ name: names.get(item.productId) ?? "", quantity: item.quantity })),
    address: effect.address ?? null,
    createdAt: now,
    deliveryFeeKobo: effect.deliveryFeeKobo,
    bankAccount: effect.isNegotiated ? null : facts.bankAccount,
  };
}

/** The order asks for the price agreed on, and nothing else of it is open. */
function agreed(facts: Facts, { orderId, offerId }: { orderId: string; offerId: string }): Facts {
  const price = facts.offers?.find((offer) => offer.id === offerId);
  const orders = facts.orders.map((order) =>
    order.id === orderId
      ? { ...order, totalKobo: price?.totalKobo ?? order.totalKobo, bankAccount: facts.bankAccount }
      : order,
  );
  const offers = facts.offers?.filter((offer) => offer.orderId !== orderId);
  return moved({ ...facts, orders, offers }, orderId, "AWAITING_PAYMENT");
}

function moved(facts: Facts, orderId: string, status: OrderStatus | null, address?: string): Facts {
  const orders = facts.orders.map((order) =>
    order.id === orderId ? { ...order, status: status ?? order.status, ...(address && { address }) } : order,
  );
  return { ...facts, orders };
}
