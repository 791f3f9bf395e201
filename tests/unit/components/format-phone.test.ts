import { describe, expect, it } from "vitest";
import { formatPhone, isPhoneEmpty, PHONE_START, putAfterStart } from "@/components/vendors/format-phone";

describe("a phone number while it is typed", () => {
  it.each([
    ["08", "08"],
    ["08031", "0803 1"],
    ["08031234567", "0803 123 4567"],
    ["080312345678", "0803 123 45678"],
    ["+234", "+234"],
    ["+234 0803", "+234 803"],
    ["+234 8031234567", "+234 803 123 4567"],
    ["2348031234567", "+234 803 123 4567"],
    ["+447911123456", "+447911123456"],
    ["8031234567", "8031234567"],
    ["+", "+"],
    ["", ""],
    ["0803 CALL", "0803 CALL"],
  ])("%j becomes %j", (typed, shown) => {
    expect(formatPhone(typed)).toBe(shown);
    expect(formatPhone(shown)).toBe(shown);
  });

  it.each([
    ["0+234 ", "+234 0"],
    ["+234 0", "+234 0"],
    ["08031234567+234 ", "+234 08031234567"],
    ["+2348031234567+234 ", "+2348031234567"],
    ["+234 +2348031234567", "+2348031234567"],
    ["+234 ", "+234 "],
    ["+234", "+234"],
    ["08031234567", "08031234567"],
  ])("first typed or pasted as %j, it is %j", (typed, held) => {
    expect(putAfterStart(typed)).toBe(held);
  });

  it("grows to the same number sign by sign", () => {
    const type = (text: string, start: string) =>
      [...text].reduce((now, sign) => formatPhone(now + sign), start);
    expect(type("08031234567", PHONE_START)).toBe("+234 803 123 4567");
    expect(type("08031234567", "")).toBe("0803 123 4567");
  });

  it("knows when only the country stands there", () => {
    expect([
      isPhoneEmpty(PHONE_START),
      isPhoneEmpty(""),
      isPhoneEmpty("+234 8"),
      isPhoneEmpty("+234 CALL"),
    ]).toEqual([true, true, false, false]);
  });
});
