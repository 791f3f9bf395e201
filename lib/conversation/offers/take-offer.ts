import { add, askNothing, callPerson, type Done, type Draft, phrase, tell } from "../rules/draft";
import { tellPayment } from "../rules/place-order";
import type { OrderFacts } from "../rules/types";
import type { OfferFacts } from "./offer-types";
import { goodsOfPrice } from "./tell-offer";

/** The buyer takes our price: agreed, and where to pay. Whether it is still open is settled when it is written. */
export function takeOffer(draft: Draft, order: OrderFacts, offer: OfferFacts): Done {
  const { bankAccount } = draft.facts;
  draft.orderId = order.id;
  draft.state.lastOrderId = order.id;
  if (!bankAccount) {
    tell(draft, "bank_missing", { ref: order.reference });
    return callPerson(draft, "no_bank_account", order.id);
  }
  askNothing(draft);
  add(draft, { type: "acceptOffer", orderId: order.id, offerId: offer.id });
  draft.state.asked = { kind: "receipt", orderId: order.id };
  const intro = phrase(draft, "offer_taken", {
    price: goodsOfPrice(draft, order, offer),
    ref: order.reference,
  });
  tellPayment(draft, intro, bankAccount, offer.totalKobo, order.reference);
}

/** The buyer says no to our price. */
export function leaveOffer(draft: Draft, offer: OfferFacts): Done {
  askNothing(draft);
  draft.orderId = offer.orderId;
  add(draft, { type: "declineOffer", orderId: offer.orderId, offerId: offer.id });
  tell(draft, "offer_left", { business: draft.facts.settings.business });
}

/** What the buyer wants to take is not open any more. */
export function tellOver(draft: Draft, orderId?: string): Done {
  if (draft.state.asked?.kind === "offer") askNothing(draft);
  tell(draft, "offer_over", { business: draft.facts.settings.business });
  callPerson(draft, "negotiation", orderId);
}
