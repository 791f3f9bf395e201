type NoArgs = Record<never, never>;

/** Sentences of bargaining (P8), with what they are told. */
export interface OfferCopyArgs {
  offer_price_each: { unit: string; total: string; count: string };
  offer_free_delivery: { price: string };
  bargain_noted: { business: string; price: string };
  bargain_noted_open: { business: string };
  order_to_agree: { ref: string; items: string; total: string; business: string };
  order_to_agree_price: { ref: string; items: string; price: string; business: string };
  offer_no_price: NoArgs;
  offer_too_much: NoArgs;
  offer_too_low: { price: string; total: string };
  offer_above: { price: string; total: string };
  offer_several: NoArgs;
  offer_made: { business: string; price: string; ref: string };
  offer_take: NoArgs;
  offer_left: { business: string };
  offer_over: { business: string };
  offer_refused: { business: string; price: string; ref: string };
  price_agreed: { business: string; price: string; ref: string };
  offer_taken: { price: string; ref: string };
  order_out_of_stock: { ref: string };
  offer_reminder: { ref: string };
  offer_reminder_open: NoArgs;
  order_lapsed_unagreed: { ref: string };
  picture_shown: { business: string };
  button_take_offer: NoArgs;
  button_leave_offer: NoArgs;
}
