import { formatNaira } from "@/lib/money";
import { add, callPerson, type Done, type Draft, tell } from "../rules/draft";
import { chooseOrder } from "../rules/own-orders";
import type { OrderFacts } from "../rules/types";
import { priceInWords } from "./price-words";
import type { ReadOffer } from "./read-offer";
import { takeOffer } from "./take-offer";
import { ourOfferOn } from "./tell-offer";
import { type Weighed, weighOffer } from "./weigh-offer";

/** The order whose price is spoken of: quoted, named, asked about, else the newest that can still be agreed on. */
export function orderInTalk(
  draft: Draft,
  about: { quotedOrderId?: string | undefined; reference?: string | undefined },
): OrderFacts | null {
  const { asked } = draft.state;
  const choice = chooseOrder(draft, {
    fit: ["NEGOTIATING", "AWAITING_PAYMENT"],
    ...about,
    askedOrderId: asked?.kind === "offer" ? asked.orderId : null,
  });
  return choice.kind === "one" ? choice.order : null;
}

/** An order's goods, as prices are weighed against them. */
export function goodsOfOrder(order: OrderFacts): Weighed {
  const only = order.items.length === 1 ? order.items[0] : undefined;
  const deliveryFeeKobo = order.deliveryFeeKobo ?? 0;
  const eachKobo = only ? Math.floor((order.totalKobo - deliveryFeeKobo) / only.quantity) : null;
  return {
    totalKobo: order.totalKobo,
    deliveryFeeKobo,
    count: only?.quantity ?? 1,
    unitPriceKobo: only ? (only.unitPriceKobo ?? eachKobo) : null,
  };
}

/**
 * The buyer names a price for an order: it is put to the business. One that our own open offer meets takes that offer.
 * `isSilent`: a person is answering, so only what must be said is.
 */
export function offerOnOrder(
  draft: Draft,
  order: OrderFacts,
  read: Extract<ReadOffer, { kind: "price" }>,
  said: { messageRef: string; isSilent?: boolean },
): Done {
  const goods = goodsOfOrder(order);
  const weight = weighOffer(read, goods);
  const ours = ourOfferOn(draft, order.id);
  if (ours && "totalKobo" in weight && weight.totalKobo >= ours.totalKobo)
    return takeOffer(draft, order, ours);
  if (weight.kind !== "fair") {
    if (!said.isSilent) answerUnfair(draft, weight.kind, read.kobo, goods);
    return;
  }
  const { kind: _, ...price } = weight;
  add(draft, { type: "recordOffer", orderId: order.id, ...price, messageRef: said.messageRef });
  draft.orderId = order.id;
  if (draft.state.asked?.kind === "offer" || draft.state.asked?.kind === "receipt") draft.state.asked = null;
  if (said.isSilent) return;
  const { business } = draft.facts.settings;
  tell(draft, "negotiation_offer", {
    business,
    amount: priceInWords(draft, { ...price, count: goods.count }),
  });
  callPerson(draft, "negotiation", order.id);
}

function answerUnfair(
  draft: Draft,
  why: "several" | "above" | "too_low",
  kobo: number,
  goods: Weighed,
): Done {
  const words = { price: formatNaira(kobo), total: formatNaira(goods.totalKobo) };
  if (why === "several") return tell(draft, "offer_several", {});
  if (why === "above") return tell(draft, "offer_above", words);
  tell(draft, "offer_too_low", words);
}
