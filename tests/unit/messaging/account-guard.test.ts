import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreignAccountIn } from "@/lib/messaging/account-guard";

const OWN = ["0000014579"];
const isHeld = (text: string) => foreignAccountIn(text, OWN);

describe("P7.5 a foreign account number in a text", () => {
  it.each([
    "pay 0123456789",
    "0123 456 789",
    "01-23-45-67-89",
    "0.1.2.3.4.5.6.7.8.9",
    "0123/456/789",
    "0123,456,789",
    "012 _ 345 _ 6789",
    "(012)-345-6789",
    "012345\n6789",
    "acct:0123456789/GTB",
    "01 2345 6789 00",
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣",
    "0\u200b1\u200b2\u200b3456789",
    "0123\u00ad456\u2060789",
    "zero one two three four five six seven eight nine",
    "Double One 23 four 56789",
    "triple 0 1234567",
    "O123456789",
    "0l23456789",
    "₦5,000 to 0123456789",
    "TG-8891 456789",
    "123400 5678",
    "0000 0145 78",
    "8031234567",
    "Send it to my OPay 08031234567",
    "aza: 0803 123 4567",
  ])("is seen: %j", (text) => {
    expect(isHeld(text)).toBe(true);
  });

  it.each([
    "",
    "0000014579",
    "0000 0145 79",
    "Pay into 0000-014-579, it is our account",
    "call 08031234567",
    "call 0803 123 4567",
    "0 803 123 4567",
    "+234 803 123 4567",
    "WhatsApp: 2348031234567",
    "+44 7911 123456",
    "TG-8891 250,000",
    "TG-8891: 250,000 - 300,000",
    "15,000 - 20,000",
    "15000 20000",
    "₦12,500.00 + ₦3,000.00",
    "21/11/2026 14:30",
    "2026-11-21 10:00",
    "sizes 36 38 40 42 44",
    "I have 3 at 12,500 and 2 at 9,000",
    "one for 5,000 or two for 9,000",
    "order TG-2345 and TG-3456",
    "123456789",
    "12345678901234567890",
  ])("is not taken for one: %j", (text) => {
    expect(isHeld(text)).toBe(false);
  });

  const separator = fc.constantFrom(
    " ",
    "-",
    ".",
    ",",
    "/",
    "_",
    "\n",
    " - ",
    "\u2013",
    "\u00a0",
    "\u2060",
    "|",
    " * ",
  );
  const script = fc.constantFrom(0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce);
  const account = fc
    .stringMatching(/^[0-9]{10}$/)
    .filter((digits) => !digits.includes("00") && !OWN.includes(digits));

  it("is found however it is split and in whatever digits, within other words", () => {
    fc.assert(
      fc.property(
        account,
        fc.array(fc.option(separator, { nil: "" }), { minLength: 9, maxLength: 9 }),
        script,
        (digits, gaps, zero) => {
          const signs = [...digits].map((digit) => String.fromCodePoint(zero + Number(digit)));
          const written = signs.map((sign, at) => `${sign}${gaps[at] ?? ""}`).join("");
          fc.pre(!looksLikeSizesOrDate(written));
          expect(isHeld(`please pay ${written} today`)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is never the business's own, however that is split", () => {
    fc.assert(
      fc.property(fc.array(fc.option(separator, { nil: "" }), { minLength: 9, maxLength: 9 }), (gaps) => {
        const written = [...(OWN[0] ?? "")].map((digit, at) => `${digit}${gaps[at] ?? ""}`).join("");
        expect(isHeld(`our account is ${written}, thank you`)).toBe(false);
      }),
    );
  });

  it("is never seen in a mobile number as people write it", () => {
    const mobile = fc.stringMatching(/^[789][01][0-9]{8}$/);
    fc.assert(
      fc.property(
        mobile,
        fc.constantFrom("0", "+234 ", "234", "+234"),
        fc.boolean(),
        (digits, head, isSplit) => {
          const tail = isSplit ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : digits;
          expect(isHeld(`call ${head}${tail} when you are here`)).toBe(false);
        },
      ),
    );
  });

  it("takes its time with long texts: it does not grow with the square of them", () => {
    const text = "1 2 3 4 5 6 7 8 9 , ".repeat(150);
    const startedAt = performance.now();
    isHeld(text);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

/** What the guard lets pass on purpose: few of the random ones, and no account number anybody chose. */
function looksLikeSizesOrDate(written: string): boolean {
  const plain = written.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => digit);
  return /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|:/.test(plain) || /^(?:\d\d\D+){4}\d\d$/.test(plain);
}
