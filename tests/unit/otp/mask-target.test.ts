import { describe, expect, it } from "vitest";
import { maskTarget } from "@/lib/otp/mask-target";

describe("a target as it is kept and told", () => {
  it("hides phone, email and account number but for their end, and leaves the rest", () => {
    const target = {
      id: "vnd_1",
      phone: "+2348031234567",
      email: "ada@example.com",
      account_number: "3047912558",
      amount_kobo: 5,
    };
    expect(maskTarget(target)).toEqual({
      id: "vnd_1",
      phone: "+234***4567",
      email: "a***@example.com",
      account_number: "***2558",
      amount_kobo: 5,
    });
  });

  it("takes names that every object has for what they are", () => {
    expect(maskTarget({ constructor: "x", toString: "y" })).toEqual({ constructor: "x", toString: "y" });
  });
});
