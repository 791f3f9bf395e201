import { formatNaira } from "@/lib/money";
import { ask, button, callPerson, type Done, type Draft, phrase, tell } from "../rules/draft";
import { tellPayment } from "../rules/place-order";
import type { OrderFacts } from "../rules/types";
import type { OfferFacts } from "./offer-types";
import { priceInWords } from "./price-words";

/** What the business has open for an order, and the buyer may take. */
export function ourOfferOn(draft: Draft, orderId: string): OfferFacts | null {
  const open = draft.facts.offers ?? [];
  return open.find((one) => one.orderId === orderId && one.madeBy === "vendor" && !one.awaitsCeo) ?? null;
}

/** Our price, put to the buyer with a button to take it. One that ended meanwhile is not spoken of. */
export function tellOurOffer(draft: Draft, order: OrderFacts, offerId: string): Done {
  const offer = draft.facts.offers?.find((one) => one.id === offerId);
  if (!offer) return;
  const { business } = draft.facts.settings;
  tell(draft, "offer_made", { business, price: goodsOfPrice(draft, order, offer), ref: order.reference });
  draft.state.asked = { kind: "offer", orderId: order.id, offerId };
  ask(draft, "offer_take", {}, [
    button(draft, `take_offer:${offerId}`, "button_take_offer"),
    button(draft, `leave_offer:${offerId}`, "button_leave_offer"),
  ]);
}

/** Nothing was said about a price for a while: what is open is put to the buyer again (P7.6). */
export function remindOfPrice(draft: Draft, order: OrderFacts): Done {
  if (draft.facts.settings.features?.reminders === false) return;
  const ours = ourOfferOn(draft, order.id);
  tell(draft, "offer_reminder", { ref: order.reference });
  if (ours) return tellOurOffer(draft, order, ours.id);
  tell(draft, "offer_reminder_open", {});
}

/** The business agreed: what to pay, and where. */
export function tellAgreed(draft: Draft, order: OrderFacts): Done {
  if (order.status !== "AWAITING_PAYMENT") return;
  const { business } = draft.facts.settings;
  const account = order.bankAccount ?? draft.facts.bankAccount;
  const ref = order.reference;
  if (!account) {
    tell(draft, "bank_missing", { ref });
    return callPerson(draft, "no_bank_account", order.id);
  }
  draft.state.asked = { kind: "receipt", orderId: order.id };
  const intro = phrase(draft, "price_agreed", { business, price: formatNaira(order.totalKobo), ref });
  tellPayment(draft, intro, account, order.totalKobo, ref);
}

/** The business cannot do the buyer's price. */
export function tellRefused(draft: Draft, order: OrderFacts, totalKobo: number): Done {
  const { business } = draft.facts.settings;
  tell(draft, "offer_refused", { business, price: formatNaira(totalKobo), ref: order.reference });
}

/** The price of an offer for an order, in words. */
export function goodsOfPrice(draft: Draft, order: OrderFacts, offer: OfferFacts): string {
  const count = order.items.length === 1 ? (order.items[0]?.quantity ?? 1) : 1;
  return priceInWords(draft, { ...offer, count });
}
