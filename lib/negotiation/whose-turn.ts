/** What was done last about a price, and what is open of it. */
export type Standstill = {
  hasBuyersOffer: boolean;
  hasOurOffer: boolean;
  isWithOwner: boolean;
  /** When each side last said or did something; null: never. */
  buyerAt: Date | null;
  vendorAt: Date | null;
};

export type Turn = "buyer" | "vendor" | "owner";

/**
 * Who is waited for while a price is agreed on: who was asked about it, else who was not the last to say something. What
 * the owner was asked is hers, whatever else is open.
 */
export function whoseTurn(now: Standstill): Turn {
  if (now.isWithOwner) return "owner";
  if (now.hasBuyersOffer) return "vendor";
  if (now.hasOurOffer) return "buyer";
  const buyer = now.buyerAt?.getTime() ?? 0;
  return buyer >= (now.vendorAt?.getTime() ?? 0) ? "vendor" : "buyer";
}
