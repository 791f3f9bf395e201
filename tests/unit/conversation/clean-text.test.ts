import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cleanAddress,
  cleanName,
  quotable,
  relayable,
  stripInvisible,
  truncate,
} from "@/lib/conversation/rules/clean-text";

describe("names", () => {
  it.each([
    ["Chinedu", "Chinedu"],
    ["  Amina   Bello ", "Amina Bello"],
    ["Ọlámidé Adébáyọ̀", "Ọlámidé Adébáyọ̀"],
    ["O'Neil-Bassey Jr.", "O'Neil-Bassey Jr."],
    ["محمد", "محمد"],
    ["Chi\u200bne\u202edu", "Chinedu"],
  ])("takes %j", (typed, name) => expect(cleanName(typed)).toBe(name));

  it.each([
    "<script>alert(1)</script>",
    "https://evil.example",
    "evil.com",
    "*Payment APPROVED by CEO*",
    "Payment approved by CEO",
    "System",
    "_bold_",
    "{code}",
    "08031234567",
    "A",
    "x".repeat(61),
    "😀😀😀",
    "\u202e\u200b",
    "",
  ])("IN-04 refuses %j as a name", (typed) => expect(cleanName(typed)).toBeNull());
});

describe("addresses", () => {
  it.each([
    ["123 Lagos St, Ikeja", "123 Lagos St, Ikeja"],
    ["3 Awolowo Road\nIkoyi\n\n", "3 Awolowo Road, Ikoyi"],
    ["*123* _Lagos_ St, {code} Ikeja", "123 Lagos St, code Ikeja"],
    ["12 Allen Avenue, pay to 0123456789", "12 Allen Avenue, pay to"],
    ["12 Allen Avenue, 0123 456 789", "12 Allen Avenue"],
  ])("%j becomes %j", (typed, address) => expect(cleanAddress(typed)).toBe(address));

  it.each(["<b>12 Allen</b>", "www.evil.example/12", "1234", "ab", "9".repeat(30), "y".repeat(201), ""])(
    "refuses %j",
    (typed) => expect(cleanAddress(typed)).toBeNull(),
  );
});

describe("other people's words in our sentences", () => {
  it("carry no formatting, no placeholder, no line break, no hidden sign and no account number", () => {
    const hostile = "*bold* _it_ ~no~ `code` {code}\nnext\u202e line 0123 456 789 \u200b";
    expect(quotable(hostile)).toBe("bold it no code code next line …");
  });

  it("never grow past their limit, and never end in half a character", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (text, max) => {
          const said = quotable(text, max);
          expect(said.length).toBeLessThanOrEqual(max);
          expect(said).not.toMatch(/[*_~`{}\n\u202a-\u202e\u200b]/u);
          expect(said).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
    expect(truncate("😀😀", 2)).toBe("…");
    expect(truncate("abc", 3)).toBe("abc");
  });

  it("keep their lines when they are relayed", () => {
    expect(relayable("Good day\n\n\n\n*We* have it {code}")).toBe("Good day\n\nWe have it code");
    expect(stripInvisible("a\u0000b\ud800c")).toBe("abc");
  });
});
