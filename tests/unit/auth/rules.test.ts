import { describe, expect, it } from "vitest";
import { readContact } from "@/lib/auth/rules";
import { loginBody, registerBody, verifyBody } from "@/lib/auth/schema";

const ADA = { kind: "phone", value: "+2348031234567" };
const MAIL = { kind: "email", value: "ada@example.com" };

describe("OT-11 one person, however they write it", () => {
  it.each([
    "+2348031234567",
    "+234 803 123 4567",
    "+234-803-123-4567",
    "+234 (803) 123 4567",
    "2348031234567",
    "08031234567",
    "0803 123 4567",
    "0803-123-4567",
    " 08031234567 ",
    "O8O31234567",
    "0803.123.4567",
    "\uff10\uff18\uff10\uff13\uff11\uff12\uff13\uff14\uff15\uff16\uff17",
    "+234 0803 123 4567",
  ])("phone %s", (typed) => {
    expect(readContact(typed)).toEqual(ADA);
  });

  it.each([
    "ada@example.com",
    "ADA@EXAMPLE.COM",
    " ada@example.com ",
    "Ada@Example.Com",
    "ada\uff20example.com",
    "\uff41da@example.com",
    "ada@example\uff0ecom",
  ])("email %s", (typed) => {
    expect(readContact(typed)).toEqual(MAIL);
  });

  it.each([
    "",
    " ",
    "ada",
    "ada@",
    "@example.com",
    "ada@example",
    "ada@example.com.",
    "ada@example.com,eve@example.com",
    "ada@example.com;eve@example.com",
    "Ada <ada@example.com>",
    "ada@example.com\neve@example.com",
    "ada@@example.com",
    "a da@example.com",
    '"ada"@example.com',
    "ada@[127.0.0.1]",
    "ada@example.com\u0000",
    "аda@example.com",
    "0080312345",
    "123",
    "+1",
    "+2348031234567,+2348031234568",
    "+234803123456789",
    "tel:+2348031234567",
    "+2348031234567;ext=1",
    "+234803123456x",
    "++2348031234567",
    "٠٨٠٣١٢٣٤٥٦٧x",
  ])("refuses %j", (typed) => {
    expect(readContact(typed)).toBeNull();
  });

  it("keeps plus-addresses apart: they are other mailboxes", () => {
    expect(readContact("ada+shop@example.com")).toEqual({ kind: "email", value: "ada+shop@example.com" });
  });
});

describe("what the API takes", () => {
  it("normalises a registration and refuses what it does not know", () => {
    const given = { name: " Ada  Obi ", email: "ADA@example.com", phone: "0803 123 4567" };
    expect(registerBody.parse(given)).toEqual({
      name: "Ada Obi",
      email: "ada@example.com",
      phone: "+2348031234567",
    });
    expect(registerBody.safeParse({ ...given, role: "CEO" }).success).toBe(false);
    expect(registerBody.safeParse({ ...given, name: "\u200b" }).success).toBe(false);
    expect(loginBody.safeParse({ contact: "nonsense" }).success).toBe(false);
  });

  it("takes both forms of an answer, and no mixture", () => {
    expect(verifyBody.safeParse({ challenge_id: "chl_x", otp: "12345!" }).success).toBe(true);
    expect(verifyBody.safeParse({ ceo_id: "ceo_x", otp: "12345!", role: "CEO" }).success).toBe(true);
    expect(verifyBody.safeParse({ vendor_id: "vnd_x", otp: "AAAAAA2!", role: "VENDOR" }).success).toBe(true);
    expect(verifyBody.safeParse({ ceo_id: "ceo_x", otp: "12345!", role: "VENDOR" }).success).toBe(false);
    expect(
      verifyBody.safeParse({ challenge_id: "chl_x", ceo_id: "ceo_x", otp: "12345!", role: "CEO" }).success,
    ).toBe(false);
    expect(verifyBody.safeParse({ otp: "12345!" }).success).toBe(false);
  });
});
