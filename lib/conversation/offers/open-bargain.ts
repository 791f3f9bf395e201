import { formatNaira } from "@/lib/money";
import { add, callPerson, type Done, type Draft, PLACED_ORDER_ID, tell } from "../rules/draft";
import type { OrderLine } from "../rules/types";
import { priceInWords } from "./price-words";
import { type Weighed, weighOffer } from "./weigh-offer";

/** Goods that are being ordered, as prices are weighed against them. */
export function goodsOfLines(lines: readonly OrderLine[], deliveryFeeKobo: number): Weighed {
  const goodsKobo = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceKobo, 0);
  const only = lines.length === 1 ? lines[0] : undefined;
  return {
    totalKobo: goodsKobo + deliveryFeeKobo,
    deliveryFeeKobo,
    count: only?.quantity ?? 1,
    unitPriceKobo: only?.unitPriceKobo ?? null,
  };
}

/** The order was placed to be agreed on: the price that was named is put to the business, and no account goes out yet. */
export function openBargain(draft: Draft, lines: readonly OrderLine[], items: string): Done {
  const { bargain } = draft.state;
  const { business } = draft.facts.settings;
  const goods = goodsOfLines(lines, draft.facts.deliveryFeeKobo);
  draft.state.bargain = null;
  draft.state.asked = null;
  const { kobo = null, isEach = false, freeDelivery = false } = bargain ?? {};
  const per = isEach ? ("piece" as const) : ("everything" as const);
  const weight = kobo === null ? null : weighOffer({ kind: "price", kobo, per, freeDelivery }, goods);
  const ref = "{order_ref}";
  if (weight?.kind === "fair") {
    const { kind: _, ...price } = weight;
    add(draft, { type: "recordOffer", orderId: PLACED_ORDER_ID, ...price });
    const words = priceInWords(draft, { ...price, count: goods.count });
    tell(draft, "order_to_agree_price", { ref, items, price: words, business });
  } else {
    tell(draft, "order_to_agree", { ref, items, total: formatNaira(goods.totalKobo), business });
  }
  callPerson(draft, "negotiation", PLACED_ORDER_ID);
}
