import { formatNaira } from "@/lib/money";
import type { OrderStatus } from "@/lib/orders/rules";

/** How long an offer is good for: as long as free text reaches the buyer. */
export const OFFER_HOURS = 24;
/** How long the CEO has for a price she was asked about, before it must be asked again. */
export const ASKED_HOURS = 72;
/** Ten billion naira: more is a slip of the finger. */
export const MAX_PRICE_KOBO = 1_000_000_000_000;
/** The buyer bargains until a proof of payment is in. */
export const OPEN_TO_OFFERS: readonly OrderStatus[] = ["NEGOTIATING", "AWAITING_PAYMENT"];

/** One line of an order as prices see it. `floorKobo` is the least that one piece may go for, where the CEO set it. */
export type PriceLine = { id: string; quantity: number; unitPriceKobo: number; floorKobo: number | null };

/** What stands before a new price: the lines and the delivery fee as the order has them. */
export type Standing = { lines: readonly PriceLine[]; deliveryFeeKobo: number };

/** A price as somebody names it: for everything, or for one piece. */
export type NamedPrice = { amountKobo?: number; unitPriceKobo?: number; freeDelivery: boolean };

/** A price as an offer keeps it: all of the order, delivery included. */
export type Price = { totalKobo: number; unitPriceKobo: number | null; freeDelivery: boolean };

/** The sums of an order at a price (`items − discount + delivery = total`). `unitPriceKobo` null leaves the lines alone. */
export type PricedSums = {
  itemsKobo: number;
  discountKobo: number;
  deliveryFeeKobo: number;
  totalKobo: number;
  unitPriceKobo: number | null;
};

export type PriceRefusal = "not_a_price" | "too_much" | "several_kinds" | "above_list" | "nothing_left";

/** The price that was named for this order, or why it is none. */
export function toPrice(named: NamedPrice, standing: Standing): Price | PriceRefusal {
  const { amountKobo, unitPriceKobo, freeDelivery } = named;
  const given = unitPriceKobo ?? amountKobo;
  if (given === undefined || !Number.isSafeInteger(given) || given <= 0) return "not_a_price";
  if (given > MAX_PRICE_KOBO) return "too_much";
  const feeKobo = freeDelivery ? 0 : standing.deliveryFeeKobo;
  if (unitPriceKobo === undefined) return { totalKobo: given, unitPriceKobo: null, freeDelivery };
  const [line, ...others] = standing.lines;
  if (!line || others.length > 0) return "several_kinds";
  const totalKobo = line.quantity * unitPriceKobo + feeKobo;
  return totalKobo > MAX_PRICE_KOBO ? "too_much" : { totalKobo, unitPriceKobo, freeDelivery };
}

/**
 * The order's sums at a price. A price of one piece is written into the line; a lower total becomes a discount, so that
 * the buyer sees what was taken off. More than the list price is taken for one kind of goods that divides evenly.
 */
export function sumsAt(price: Price, standing: Standing): PricedSums | PriceRefusal {
  const deliveryFeeKobo = price.freeDelivery ? 0 : standing.deliveryFeeKobo;
  const goodsKobo = price.totalKobo - deliveryFeeKobo;
  if (goodsKobo <= 0) return "nothing_left";
  const listKobo = standing.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceKobo, 0);
  if (price.unitPriceKobo === null && goodsKobo <= listKobo) {
    const discountKobo = listKobo - goodsKobo;
    return {
      itemsKobo: listKobo,
      discountKobo,
      deliveryFeeKobo,
      totalKobo: price.totalKobo,
      unitPriceKobo: null,
    };
  }
  const [line, ...others] = standing.lines;
  if (!line || others.length > 0 || goodsKobo % line.quantity !== 0) return "above_list";
  const unitPriceKobo = goodsKobo / line.quantity;
  return {
    itemsKobo: goodsKobo,
    discountKobo: 0,
    deliveryFeeKobo,
    totalKobo: price.totalKobo,
    unitPriceKobo,
  };
}

/** The least the goods may go for without the CEO, in kobo; null where she set no floor for anything in the order. */
export function floorOf({ lines }: Standing): number | null {
  if (lines.every((line) => line.floorKobo === null)) return null;
  return lines.reduce((sum, line) => sum + line.quantity * (line.floorKobo ?? 0), 0);
}

/** Whether a price leaves less for the goods than their floor (P8.2): then it needs the CEO. */
export function isBelowFloor(price: Price, standing: Standing): boolean {
  const floorKobo = floorOf(standing);
  if (floorKobo === null) return false;
  return price.totalKobo - (price.freeDelivery ? 0 : standing.deliveryFeeKobo) < floorKobo;
}

/** Why a price cannot be taken, in words for whoever typed it. */
export function sayRefusal(refusal: PriceRefusal, standing: Standing): string {
  const listKobo = standing.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceKobo, 0);
  switch (refusal) {
    case "not_a_price":
      return "Type the price in naira, more than zero.";
    case "too_much":
      return "That is more than ten billion naira. Look at the zeros again.";
    case "several_kinds":
      return "This order has several kinds of goods. Name one price for everything.";
    case "above_list":
      return `The goods cost ${formatNaira(listKobo)}. Name a lower price, or a price for one piece.`;
    case "nothing_left":
      return `Delivery alone costs ${formatNaira(standing.deliveryFeeKobo)}. Name a price above it, or make delivery free.`;
  }
}
