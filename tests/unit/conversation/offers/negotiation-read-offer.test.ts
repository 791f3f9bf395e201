import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOffer } from "@/lib/conversation/offers/read-offer";
import { formatNaira, formatNairaExact } from "@/lib/money";

const price = (text: string) => {
  const read = readOffer(text);
  return read?.kind === "price" ? read.kobo : null;
};

describe("readOffer: how people write an amount", () => {
  it.each([
    ["Can you do ₦1,150,000 for everything?", 1_150_000],
    ["abeg do am 15k", 15_000],
    ["Abeg do am 15k for me", 15_000],
    ["1.15m", 1_150_000],
    ["1.15 m", 1_150_000],
    ["1.15 million naira last", 1_150_000],
    ["N1150000", 1_150_000],
    ["n1,150,000", 1_150_000],
    ["NGN 1,150,000", 1_150_000],
    ["=N=1,150,000", 1_150_000],
    ["#15k", 15_000],
    ["1,150,000.00", 1_150_000],
    ["1.150.000", 1_150_000],
    ["1 150 000", 1_150_000],
    ["₦15 000", 15_000],
    ["15.000", 15_000],
    ["1m150k", 1_150_000],
    ["1 million 150k", 1_150_000],
    ["one point one five million", 1_150_000],
    ["One point one five million naira, last last", 1_150_000],
    ["one million one hundred and fifty thousand", 1_150_000],
    ["two hundred and forty thousand each", 240_000],
    ["half a million", 500_000],
    ["half mil", 500_000],
    ["one and a half million", 1_500_000],
    ["twenty five thousand", 25_000],
    ["fifteen k", 15_000],
    ["I go pay 230 thousand", 230_000],
    ["Oya last last 18k, I no go fit pass that one", 18_000],
    ["5 laptops for 1.1m", 1_100_000],
    ["I take the 5 at 230k", 230_000],
    ["make e be 12500", 12_500],
    ["12500.50 naira", 12_500.5],
  ])("%s", (text, naira) => expect(price(text)).toBe(Math.round(naira * 100)));

  it.each([
    "I want 5",
    "two pieces",
    "size 42",
    "my number na 08031234567",
    "0123456789",
    "send am come number 12 Adeola Odeku",
    "order TG-8891",
    "15-18k",
    "between 15k to 18k",
    "iphone 14",
    "hello",
    "",
    "two and a half",
  ])("names no price: %s", (text) => expect(readOffer(text)).toBeNull());

  it.each([
    ["0 naira", "zero"],
    ["₦0", "zero"],
    ["-5000", "negative"],
    ["I offer -15k", "negative"],
    ["minus 15k", "negative"],
    ["minus fifteen thousand", "negative"],
    ["₦999999999999999", "too_much"],
  ])("refuses %s", (text, why) => expect(readOffer(text)).toEqual({ kind: "refused", why }));

  it.each([
    ["240k each", "piece"],
    ["₦240,000 per laptop", "piece"],
    ["230k for one", "piece"],
    ["two hundred thousand apiece", "piece"],
    ["1.15m for everything", "everything"],
    ["1.1m for all", "everything"],
    ["1.1m for the 5", "everything"],
    ["1.15m", null],
  ])("%s is %s", (text, per) => expect(readOffer(text)).toMatchObject({ kind: "price", per }));

  it("hears who pays for delivery", () => {
    expect(readOffer("240k each with free delivery")).toMatchObject({ freeDelivery: true });
    expect(readOffer("240k each")).toMatchObject({ freeDelivery: false });
  });
});

describe("readOffer: any amount, in any way of writing it", () => {
  const kobo = fc.integer({ min: 100_000, max: 1_000_000_000_000 });
  const sentence = fc.constantFrom(
    (said: string) => said,
    (said: string) => `abeg do am ${said} for me`,
    (said: string) => `Can you do ${said} for everything?`,
    (said: string) => `my last price na ${said}.`,
  );

  it("gives back what was printed", () => {
    fc.assert(
      fc.property(kobo, sentence, (amount, around) => {
        expect(price(around(formatNaira(amount)))).toBe(amount);
        expect(price(around(formatNairaExact(amount)))).toBe(amount);
        expect(price(around(formatNairaExact(amount).replace("₦", "N")))).toBe(amount);
      }),
    );
  });

  it("reads thousands and millions alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), sentence, (thousands, around) => {
        const amount = thousands * 100_000;
        expect(price(around(`${thousands}k`))).toBe(amount);
        expect(price(around(`${thousands / 1000}m`))).toBe(amount);
        expect(price(around(`${thousands} thousand`))).toBe(amount);
      }),
    );
  });

  it("never throws, and never gives an amount that is none", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: "grapheme" }), (text) => {
        const found = price(text);
        expect(found === null || (Number.isSafeInteger(found) && found > 0)).toBe(true);
      }),
    );
  });
});
