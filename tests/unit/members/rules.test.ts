import { describe, expect, it } from "vitest";
import { readVendorPhone } from "@/lib/members/rules";

describe("a vendor's number", () => {
  it.each(["0803 123 4567", "+234 803 123 4567", "2348031234567", "O8O31234567", " (0803) 123-4567 "])(
    "is read from %j",
    (typed) => expect(readVendorPhone(typed, "NG")).toEqual({ phone: "+2348031234567" }),
  );

  it.each([
    ["0803 CALL NOW", /digits only/],
    ["femi", /digits only/],
    ["+44 7911 123456", /your own country/],
    ["+1 202 555 0143", /your own country/],
    ["0803", /does not look like a mobile/],
    ["", /does not look like a mobile/],
  ])("%j is refused in words", (typed, words) => {
    expect(readVendorPhone(typed, "NG")).toEqual({ refused: expect.stringMatching(words) });
  });

  it("is of the business's own country, whichever that is", () => {
    expect(readVendorPhone("07400 123456", "GB")).toEqual({ phone: "+447400123456" });
    expect(readVendorPhone("+234 803 123 4567", "GB")).toHaveProperty("refused");
  });
});
