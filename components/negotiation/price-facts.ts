import type { NegotiationView, OfferView } from "@/lib/negotiation/schema";

/** The buyer's price that waits for an answer, or null. */
export function buyersOpen({ offers }: NegotiationView): OfferView | null {
  return offers.find((offer) => offer.made_by === "buyer" && offer.state === "open") ?? null;
}

/** The least that everything may cost without the owner, with this order's delivery; null without a floor. */
export function leastTotal(
  { floor_kobo, delivery_fee_kobo }: NegotiationView,
  isFree: boolean,
): number | null {
  return floor_kobo === null ? null : floor_kobo + (isFree ? 0 : delivery_fee_kobo);
}

/** Delivery that we offered for nothing stays free unless it is said otherwise. */
export function isFreeNow({ offers, delivery_fee_kobo }: NegotiationView): boolean {
  const ours = offers.find((offer) => offer.made_by === "vendor" && offer.state === "open");
  return delivery_fee_kobo > 0 && ours?.free_delivery === true;
}
