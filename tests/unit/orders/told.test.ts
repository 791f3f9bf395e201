import { describe, expect, it } from "vitest";
import { areaOf, initialsOf } from "@/lib/orders/area";
import { holdsForeignAccount } from "@/lib/orders/rules";

describe("text that will reach a buyer", () => {
  it.each([
    "Pay to 0123456789",
    "use 012 345 6789 opay",
    "0123-4567-89",
    "acct:0.1.2.3.4.5.6.7.8.9",
    "０１２３４５６７８９",
    "call +234 803 123 4567",
  ])("holds what could be an account: %s", (text) => {
    expect(holdsForeignAccount(text, "0000014579")).toBe(true);
  });

  it.each(["The amount was 12,500 not 15,000", "order TG-8893 of 14/11/2026", "No money in 0000014579", ""])(
    "holds none: %s",
    (text) => {
      expect(holdsForeignAccount(text, "0000014579")).toBe(false);
    },
  );
});

describe("what strangers see of a buyer", () => {
  it.each([
    ["123 Lagos St, Ikeja", "Ikeja"],
    ["12 Adeola Odeku, VI, Lagos", "Lagos"],
    ["Flat 3, Block 5", null],
    ["Behind the big mosque", null],
    ["5 Allen Avenue\nIkeja\n100271", "Ikeja"],
    ["", null],
    [null, null],
  ])("of the address %j is %j", (address, area) => {
    expect(areaOf(address)).toBe(area);
  });

  it.each([
    ["Chinedu", "C."],
    ["chinedu okafor", "C. O."],
    ["Amina Bello Yusuf", "A. Y."],
    ["  ", ""],
    ["<b>Ọlá</b>", "B."],
  ])("of the name %j is %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
