import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  floorOf,
  isBelowFloor,
  MAX_PRICE_KOBO,
  type Standing,
  sumsAt,
  toPrice,
} from "@/lib/negotiation/rules";

const laptops = (feeKobo = 0, floorKobo: number | null = null): Standing => ({
  deliveryFeeKobo: feeKobo,
  lines: [{ id: "a", quantity: 5, unitPriceKobo: 25_000_000, floorKobo }],
});
const mixed: Standing = {
  deliveryFeeKobo: 150_000,
  lines: [
    { id: "a", quantity: 2, unitPriceKobo: 1_250_000, floorKobo: 1_000_000 },
    { id: "b", quantity: 1, unitPriceKobo: 400_000, floorKobo: null },
  ],
};

describe("the price of an order", () => {
  it("of one piece becomes the line's, with delivery on top", () => {
    const price = toPrice({ unitPriceKobo: 24_000_000, freeDelivery: false }, laptops(500_000));
    expect(price).toEqual({ totalKobo: 120_500_000, unitPriceKobo: 24_000_000, freeDelivery: false });
    expect(sumsAt(price as Exclude<typeof price, string>, laptops(500_000))).toEqual({
      itemsKobo: 120_000_000,
      discountKobo: 0,
      deliveryFeeKobo: 500_000,
      totalKobo: 120_500_000,
      unitPriceKobo: 24_000_000,
    });
  });

  it("of everything becomes a discount; above the list it is taken only when it divides evenly", () => {
    const sums = (totalKobo: number, standing = laptops()) =>
      sumsAt({ totalKobo, unitPriceKobo: null, freeDelivery: false }, standing);
    expect(sums(115_000_000)).toMatchObject({ itemsKobo: 125_000_000, discountKobo: 10_000_000 });
    expect(sums(130_000_000)).toMatchObject({
      itemsKobo: 130_000_000,
      discountKobo: 0,
      unitPriceKobo: 26_000_000,
    });
    expect(sums(130_000_001)).toBe("above_list");
    expect(sums(3_200_000, mixed)).toBe("above_list");
    expect(sums(150_000, mixed)).toBe("nothing_left");
  });

  it.each([
    [{ freeDelivery: false }, "not_a_price"],
    [{ amountKobo: 0, freeDelivery: false }, "not_a_price"],
    [{ amountKobo: -1, freeDelivery: false }, "not_a_price"],
    [{ amountKobo: 0.5, freeDelivery: false }, "not_a_price"],
    [{ amountKobo: MAX_PRICE_KOBO + 1, freeDelivery: false }, "too_much"],
    [{ unitPriceKobo: MAX_PRICE_KOBO, freeDelivery: false }, "too_much"],
  ])("is none in %j", (named, why) => expect(toPrice(named, laptops())).toBe(why));

  it("of one piece is refused for several kinds of goods", () => {
    expect(toPrice({ unitPriceKobo: 1_000_000, freeDelivery: false }, mixed)).toBe("several_kinds");
  });

  it("is below the floor by what it leaves for the goods, not by what delivery costs", () => {
    expect(floorOf(mixed)).toBe(2_000_000);
    expect(floorOf(laptops())).toBeNull();
    const at = (totalKobo: number, freeDelivery: boolean) =>
      isBelowFloor({ totalKobo, unitPriceKobo: null, freeDelivery }, mixed);
    expect(at(2_150_000, false)).toBe(false);
    expect(at(2_149_999, false)).toBe(true);
    expect(at(2_000_000, true)).toBe(false);
    expect(at(1_999_999, true)).toBe(true);
  });

  it("always adds up: items − discount + delivery = total, and no part is negative", () => {
    const line = fc.record({
      id: fc.string(),
      quantity: fc.integer({ min: 1, max: 1_000 }),
      unitPriceKobo: fc.integer({ min: 1, max: 100_000_000 }),
      floorKobo: fc.option(fc.integer({ min: 1, max: 100_000_000 })),
    });
    const standing = fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
      deliveryFeeKobo: fc.integer({ min: 0, max: 5_000_000 }),
    });
    const named = fc.record(
      {
        amountKobo: fc.integer({ min: -5, max: 2_000_000_000 }),
        unitPriceKobo: fc.integer({ min: -5, max: 2_000_000_000 }),
        freeDelivery: fc.boolean(),
      },
      { requiredKeys: ["freeDelivery"] },
    );
    fc.assert(
      fc.property(named, standing, (asked, stands) => {
        const price = toPrice(asked, stands);
        const sums = typeof price === "string" ? price : sumsAt(price, stands);
        if (typeof sums === "string" || typeof price === "string") return;
        expect(sums.itemsKobo - sums.discountKobo + sums.deliveryFeeKobo).toBe(sums.totalKobo);
        expect(sums.totalKobo).toBe(price.totalKobo);
        expect(Math.min(sums.discountKobo, sums.deliveryFeeKobo)).toBeGreaterThanOrEqual(0);
        expect(sums.itemsKobo).toBeGreaterThan(0);
        if (sums.unitPriceKobo !== null) {
          expect(sums.unitPriceKobo * (stands.lines[0]?.quantity ?? 0)).toBe(sums.itemsKobo);
        }
      }),
    );
  });
});
