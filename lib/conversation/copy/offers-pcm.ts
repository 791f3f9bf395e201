import type { OfferCopy } from "./keys";

export const offersPcm: OfferCopy = {
  offer_price_each: "{unit} each ({total} for all {count})",
  offer_free_delivery: "{price}, delivery free",
  bargain_noted: "I go put your {price} for {business} hand join your order.",
  bargain_noted_open: "I go beg {business} for better price join your order.",
  order_to_agree:
    "Your order {ref}: {items}, {total} as e dey now. I don ask {business} about the price; answer go come here. Abeg no pay anything yet.",
  order_to_agree_price:
    "Your order {ref}: {items}. I don carry your {price} go meet {business}; answer go come here. Abeg no pay anything yet.",
  offer_no_price: "I no fit carry that one go 🙂 Tell me how much you wan pay for naira, like “15k”.",
  offer_too_much: "E be like say the zero too plenty. Abeg type the amount again.",
  offer_too_low: "{price} too far from {total}, so I never carry am go. Which other price you get for mind?",
  offer_above: "No need to pay {price}: na {total} e be now. You fit call lower price.",
  offer_several: "Your order get different different things. Abeg call one price for everything.",
  offer_made: "{business} says: {price} for order {ref}.",
  offer_take: "You go take am? You fit still call another price.",
  offer_left: "No wahala, I don tell {business}. You fit call another price any time.",
  offer_over: "That price don close. I don ask {business}; answer go come here.",
  offer_refused: "{business} no fit do {price} for order {ref}. You fit call another price.",
  price_agreed: "{business} says: we don agree, {price} for order {ref} 🤝\nAbeg transfer to:",
  offer_taken: "We don agree, {price} for order {ref} 🤝\nAbeg transfer to:",
  order_out_of_stock: "No vex: wetin you order don finish, so I don cancel order {ref}. Abeg no pay for am.",
  offer_reminder: "Small reminder: we never agree the price for order {ref}.",
  offer_reminder_open: "Call the price wey you get for mind, or say “cancel” if you no want am again.",
  order_lapsed_unagreed:
    "We no agree price for order {ref} on time, so we don close am and you no owe anything. If you still want am, just tell me again: you dey welcome.",
  picture_shown: "Thank you, {business} don see your picture.",
  button_take_offer: "Yes, I take am",
  button_leave_offer: "No",
};
