import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  median,
  medianOfEach,
  medianRatio,
  percentile,
  rotate,
  threeDigits,
} from "../../../scripts/bench/figures.mjs";

describe("figures of a bench", () => {
  it("take the middle one, or the mean of the two in the middle, in whatever order they come", () => {
    expect(median([5, 1, 100])).toBe(5);
    expect(median([10, 2, 4, 1])).toBe(3);
    expect(median([])).toBeNaN();
  });

  it("take as percentile a value that was measured, with at least that share not above it", () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2);
    expect(percentile([4, 1, 3, 2], 99)).toBe(4);
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const found = percentile(values, percent);
          expect(values).toContain(found);
          const notAbove = values.filter((value) => value <= found).length;
          expect(notAbove / values.length).toBeGreaterThanOrEqual(percent / 100);
        },
      ),
    );
  });

  it("compare contenders inside each round, so that one slow round spoils nothing", () => {
    // The third round ran on a busy machine: both took ten times as long.
    expect(medianRatio([10, 12, 110], [5, 6, 50])).toBe(2);
  });

  it("give the median of each name", () => {
    expect(
      medianOfEach([
        { a: 1, b: 9 },
        { a: 3, b: 7 },
        { a: 2, b: 8 },
      ]),
    ).toEqual({ a: 2, b: 8 });
  });

  it("are told in three digits, and not at all when there was nothing to measure", () => {
    expect([threeDigits(1234.5), threeDigits(0.98765), threeDigits(Number.NaN)]).toEqual([1230, 0.988, null]);
  });

  it("let each contender begin in turn", () => {
    expect([0, 1, 2, 3].map((round) => rotate(["a", "b", "c"], round).join(""))).toEqual([
      "abc",
      "bca",
      "cab",
      "abc",
    ]);
  });
});
