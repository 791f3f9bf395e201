/** A price that is open for one of the contact's orders, delivery included. */
export interface OfferFacts {
  id: string;
  orderId: string;
  madeBy: "buyer" | "vendor";
  totalKobo: number;
  unitPriceKobo: number | null;
  freeDelivery: boolean;
  /** Before the CEO: nobody in chat can agree on it. */
  awaitsCeo: boolean;
}

/** What became of a price outside the chat. */
export type OfferEvent =
  | { type: "order_out_of_stock"; orderId: string }
  | { type: "offer_made"; orderId: string; offerId: string }
  | { type: "price_agreed"; orderId: string }
  | { type: "offer_refused"; orderId: string; totalKobo: number };

/** What the buyer did about a price. */
export type OfferEffect =
  | {
      type: "recordOffer";
      orderId: string;
      totalKobo: number;
      unitPriceKobo: number | null;
      freeDelivery: boolean;
      messageRef?: string;
    }
  | { type: "acceptOffer"; orderId: string; offerId: string }
  | { type: "declineOffer"; orderId: string; offerId: string };
