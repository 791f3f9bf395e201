import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNaira } from "@/lib/money";
import { typedNaira } from "@/lib/typed-naira";

describe("an amount in the vendor's form (P8.2)", () => {
  it.each([
    "1.15m",
    "1,150,000.00",
    "N1150000",
    "one point one five million",
    "One million, one hundred and fifty thousand naira only",
    "1.15 million naira",
    "₦1.150.000",
    "1.150.000",
    "1 150 000",
    "1150k",
    "₦1,150,000",
    " 1150000 naira only ",
  ])("%s is ₦1,150,000", (text) => {
    expect(typedNaira(text)).toEqual({ kobo: 115_000_000 });
  });

  it.each([
    ["", "nothing"],
    ["cheap", "nothing"],
    ["1.15.0", "nothing"],
    ["10^30", "nothing"],
    ["five laptops for one million", "nothing"],
    ["1.15m or 1.2m", "nothing"],
    ["0", "not_above_zero"],
    ["₦0.00", "not_above_zero"],
    ["0k", "not_above_zero"],
    ["zero naira", "not_above_zero"],
    ["-1150000", "not_above_zero"],
    ["−5k", "not_above_zero"],
    ["minus one million", "not_above_zero"],
    ["1000000000000000000000000000000", "too_much"],
    ["1,000,000,000,000,000", "too_much"],
    ["₦999999999999m", "too_much"],
  ])("%j is %s, and no amount", (text, why) => expect(typedNaira(text)).toBe(why));

  it("gives back what was printed, and never an amount that is none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (kobo) => {
        expect(typedNaira(formatNaira(kobo))).toEqual({ kobo });
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: "grapheme" }), (text) => {
        const typed = typedNaira(text);
        if (typeof typed === "object")
          expect(Number.isSafeInteger(typed.kobo) && typed.kobo > 0 && typed.kobo <= 1e12).toBe(true);
      }),
    );
  });
});
