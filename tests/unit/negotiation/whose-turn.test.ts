import { describe, expect, it } from "vitest";
import { type Standstill, whoseTurn } from "@/lib/negotiation/whose-turn";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));
const quiet: Standstill = {
  hasBuyersOffer: false,
  hasOurOffer: false,
  isWithOwner: false,
  buyerAt: at(0),
  vendorAt: null,
};

describe("P7.6 who is waited for while a price is agreed on", () => {
  it.each([
    ["a buyer who asked for a discount waits for the vendor", {}, "vendor"],
    [
      "our open price waits for the buyer, whatever else they wrote",
      { hasOurOffer: true, buyerAt: at(9) },
      "buyer",
    ],
    ["the buyer's open price waits for the vendor", { hasBuyersOffer: true, vendorAt: at(9) }, "vendor"],
    ["of two open prices the buyer's waits", { hasBuyersOffer: true, hasOurOffer: true }, "vendor"],
    ["what the owner was asked is hers", { hasBuyersOffer: true, isWithOwner: true }, "owner"],
    ["after the vendor's words the buyer is waited for", { vendorAt: at(1) }, "buyer"],
    ["after the buyer's answer the vendor is", { vendorAt: at(1), buyerAt: at(2) }, "vendor"],
    ["of two in one moment the vendor answers", { vendorAt: at(0) }, "vendor"],
  ] as const)("%s", (_, change, turn) => {
    expect(whoseTurn({ ...quiet, ...change })).toBe(turn);
  });
});
