import type { ReadOffer } from "./read-offer";

/** The goods that a price is for. `unitPriceKobo` null: several kinds, so that no price of one piece makes sense. */
export type Weighed = {
  totalKobo: number;
  deliveryFeeKobo: number;
  count: number;
  unitPriceKobo: number | null;
};

export type Weight =
  | { kind: "fair"; totalKobo: number; unitPriceKobo: number | null; freeDelivery: boolean }
  | { kind: "too_low" | "above"; totalKobo: number }
  | { kind: "several" };

/** Less than this part of what stands is no offer that a shop can take seriously. */
const LEAST_PART = 10;

/**
 * What a named price comes to for these goods. Without "each" or "for everything", a price that only makes sense for one
 * piece is taken for one. All in kobo, delivery included.
 */
export function weighOffer(read: Extract<ReadOffer, { kind: "price" }>, goods: Weighed): Weight {
  const { kobo, per, freeDelivery } = read;
  const feeKobo = freeDelivery ? 0 : goods.deliveryFeeKobo;
  const isEach = per === "piece" || (per === null && soundsLikeOnePiece(kobo, goods));
  if (isEach && goods.unitPriceKobo === null) return { kind: "several" };
  const totalKobo = isEach ? kobo * goods.count + feeKobo : kobo;
  if (totalKobo > goods.totalKobo) return { kind: "above", totalKobo };
  const isTooLow = totalKobo * LEAST_PART < goods.totalKobo || totalKobo <= feeKobo;
  if (isTooLow) return { kind: "too_low", totalKobo };
  return { kind: "fair", totalKobo, unitPriceKobo: isEach ? kobo : null, freeDelivery };
}

function soundsLikeOnePiece(kobo: number, { count, unitPriceKobo, totalKobo }: Weighed): boolean {
  return count > 1 && unitPriceKobo !== null && kobo <= unitPriceKobo && kobo * 2 < totalKobo;
}
