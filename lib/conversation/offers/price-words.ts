import { formatNaira } from "@/lib/money";
import { type Draft, phrase } from "../rules/draft";

/** A price as it is said: all of it, what one piece comes to when it was named so, and whether delivery is free. */
export type SaidPrice = {
  totalKobo: number;
  unitPriceKobo: number | null;
  freeDelivery: boolean;
  /** Pieces that the price of one is for. */
  count: number;
};

export function priceInWords(draft: Draft, said: SaidPrice): string {
  const { totalKobo, unitPriceKobo, freeDelivery, count } = said;
  const total = formatNaira(totalKobo);
  const price =
    unitPriceKobo !== null && count > 1
      ? phrase(draft, "offer_price_each", { unit: formatNaira(unitPriceKobo), total, count: String(count) })
      : total;
  return freeDelivery ? phrase(draft, "offer_free_delivery", { price }) : price;
}
