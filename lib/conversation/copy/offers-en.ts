import type { OfferCopy } from "./keys";

export const offersEn: OfferCopy = {
  offer_price_each: "{unit} each ({total} for all {count})",
  offer_free_delivery: "{price}, with free delivery",
  bargain_noted: "I will put your {price} to {business} together with your order.",
  bargain_noted_open: "I will ask {business} for a better price together with your order.",
  order_to_agree:
    "Your order {ref}: {items}, {total} as it stands. I have asked {business} about the price; the answer comes here. Please pay nothing yet.",
  order_to_agree_price:
    "Your order {ref}: {items}. I have passed your {price} on to {business}; the answer comes here. Please pay nothing yet.",
  offer_no_price:
    "That is not a price I can pass on 🙂 Tell me how much you want to pay in naira, for example “15k”.",
  offer_too_much: "That looks like too many zeros. Please type the amount again.",
  offer_too_low:
    "{price} is too far from {total}, so I did not pass it on. Is there another price you have in mind?",
  offer_above: "You need not pay {price}: it costs {total} as it stands. Name a lower price if you like.",
  offer_several: "Your order has several kinds of goods. Please name one price for everything.",
  offer_made: "{business} says: {price} for order {ref}.",
  offer_take: "Do you take it? You can also name another price.",
  offer_left: "No problem, I have told {business}. You can name another price at any time.",
  offer_over: "That price is not open any more. I have asked {business}; the answer comes here.",
  offer_refused: "{business} cannot do {price} for order {ref}. You can name another price.",
  price_agreed: "{business} says: agreed, {price} for order {ref} 🤝\nPlease transfer to:",
  offer_taken: "Agreed, {price} for order {ref} 🤝\nPlease transfer to:",
  order_out_of_stock:
    "I am sorry: what you ordered is out of stock, so order {ref} is cancelled. Please do not pay for it.",
  offer_reminder: "A reminder: the price of order {ref} is not agreed on yet.",
  offer_reminder_open: "Name the price you have in mind, or say “cancel” if you no longer want it.",
  order_lapsed_unagreed:
    "We did not agree on a price for order {ref} in time, so it is closed and you owe nothing. If you still want it, just tell me again: you are welcome.",
  picture_shown: "Thank you, {business} can see your picture.",
  button_take_offer: "Yes, take it",
  button_leave_offer: "No",
};
