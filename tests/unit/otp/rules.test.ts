import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { renderMail } from "@/lib/mail/render-mail";
import { noticeWords } from "@/lib/notices/words";
import { drawCode } from "@/lib/otp/issue-challenge";
import { waysOf } from "@/lib/otp/purposes";
import { type CodeFormat, composeCode, hashTarget, isSendable, shapeOf, targetOf } from "@/lib/otp/rules";

const FORMATS: CodeFormat[] = ["ceo", "long"];
const SYMBOLS = "!@#$%^&*";

describe("OT-13 codes", () => {
  it("have the length and the signs of their format, a digit and a symbol, and no look-alikes", () => {
    expect(shapeOf("ceo")).toEqual({ signs: `0123456789${SYMBOLS}`, length: 6 });
    expect(shapeOf("long").signs).toHaveLength(64);
    expect(shapeOf("long").signs).not.toMatch(/[0Oo1lI]/);
    for (const format of FORMATS) {
      const { signs, length } = shapeOf(format);
      for (let n = 0; n < 5000; n += 1) {
        const code = drawCode(format);
        expect(code).toHaveLength(length);
        expect([...code].every((sign) => signs.includes(sign))).toBe(true);
        expect(code).toMatch(/\d/);
        expect(code).toMatch(/[!@#$%^&*]/);
      }
    }
  });

  it.each(FORMATS)("are uniform within each class of signs (%s)", (format) => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 200_000; n += 1)
      for (const sign of drawCode(format)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    // A digit and a symbol are asked for and a second asterisk is not: classes differ, signs within one must not.
    const classes = ["0123456789", "!@#$%^&", "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"];
    for (const members of classes) {
      const seen = [...members]
        .filter((sign) => shapeOf(format).signs.includes(sign))
        .map((sign) => counts.get(sign) ?? 0);
      if (seen.length > 1) expect(zOfChiSquare(seen)).toBeLessThan(4.5);
    }
  });

  it("would notice a biased generator", () => {
    const counts = Array(10).fill(0);
    for (let n = 0; n < 200_000; n += 1) counts[randomInt(256) % 10] += 1;
    expect(zOfChiSquare(counts)).toBeGreaterThan(4.5);
  });

  it("draw each sign evenly from its whole alphabet, and nothing in the product draws by Math.random", () => {
    const asked = new Set<number>();
    composeCode("long", (below) => {
      asked.add(below);
      return randomInt(below);
    });
    expect([...asked]).toEqual([64]);
    const root = path.resolve(import.meta.dirname, "../../../lib");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
      /^(?:otp|auth|notices)\/.*\.ts$/.test(file),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(
      files.filter((file) => readFileSync(path.join(root, file), "utf8").includes("Math.random")),
    ).toEqual([]);
  });

  it("gives two ways two codes", () => {
    let draws = 0;
    const pick = (below: number) => (draws++ < 6 ? [1, 2, 3, 4, 5, 11][draws - 1]! : randomInt(below));
    const first = composeCode("ceo", pick);
    expect(drawCode("ceo", [first])).not.toBe(first);
  });
});

/** Chi-square of equal expectations as a standard normal (Wilson and Hilferty); above 4.5 is one in 300,000. */
function zOfChiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const k = counts.length - 1;
  return ((chi / k) ** (1 / 3) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
}

describe("OT-15 a code survives being sent", () => {
  const GSM7 = /^[A-Za-z0-9!@#$%&*^]$/;

  /** WhatsApp's marks: a pair around text that begins and ends without a space is formatting and disappears. */
  const asWhatsAppShows = (text: string) =>
    text.replace(/([*_~])(\S(?:.*?\S)?)\1/g, "$2").replace(/```?(.+?)```?/g, "$1");
  const fromHtml = (html: string) =>
    html
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");

  it("through WhatsApp, mail and SMS, ten thousand times", () => {
    for (let n = 0; n < 10_000; n += 1) {
      const code = drawCode(n % 2 ? "ceo" : "long");
      expect(asWhatsAppShows(`Your code:\n${code}\nGood for 5 minutes.`)).toContain(`\n${code}\n`);
      expect([...code].every((sign) => GSM7.test(sign))).toBe(true);
    }
    const mail = renderMail({
      businessName: "TrustGuard",
      heading: "Code",
      paragraphs: [],
      code: "a&<2!&amp",
    });
    expect(fromHtml(mail.html)).toContain(">a&<2!&amp<");
  });

  it("stands alone on its line, and is refused by the generator when a channel would eat it", () => {
    const { sms } = noticeWords("code.sign-in", { code: "12&4*6" });
    expect(sms.split("\n")).toContain("12&4*6");
    expect(sms.length).toBeLessThan(160);
    expect(isSendable("1*2*34")).toBe(false);
    expect(isSendable("1*2!34")).toBe(true);
    expect(isSendable("123456")).toBe(false);
    expect(isSendable("!@#$%^")).toBe(false);
  });
});

describe("what a code is bound to", () => {
  it("is the same whatever the order of the fields, and another when one kobo changes", () => {
    const one = hashTarget({ id: "esc_1", amount_kobo: 115_000_000 }, { receipts: ["a", "b"] });
    expect(hashTarget({ amount_kobo: 115_000_000, id: "esc_1" }, { receipts: ["a", "b"] })).toBe(one);
    expect(hashTarget({ id: "esc_1", amount_kobo: 115_000_001 }, { receipts: ["a", "b"] })).not.toBe(one);
    expect(hashTarget({ id: "esc_1", amount_kobo: 115_000_000 }, { receipts: ["a"] })).not.toBe(one);
    expect(hashTarget({ id: "esc_1", receipts: ["a", "b"] })).not.toBe(
      hashTarget({ id: "esc_1" }, { receipts: ["a", "b"] }),
    );
  });

  it("takes a bare string for an id", () => {
    expect(targetOf("esc_1")).toEqual({ id: "esc_1" });
    expect(targetOf(undefined)).toEqual({});
  });

  it("sends payout and phone codes to the phone alone", () => {
    expect(waysOf("bank-account.change")).toEqual(["sms"]);
    expect(waysOf("profile.phone")).toEqual(["sms"]);
    expect(waysOf("escalation.approve")).toEqual(["sms", "email"]);
  });
});

describe("OT-04 one way to check a code", () => {
  it("leaves counting, comparing and spending of codes to lib/otp alone", () => {
    const root = path.resolve(import.meta.dirname, "../../..");
    const writes = /(?:update|into|from) otp_challenge|otpChallenge(?:s|Codes|Failures)\b/;
    const touching = ["lib", "app"].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .map((file) => `${folder}/${file}`)
        .filter((file) => /\.tsx?$/.test(file) && writes.test(readFileSync(path.join(root, file), "utf8"))),
    );
    const allowed = [
      // Finds which challenge is meant; the try itself goes through verifyChallenge.
      "lib/auth/verify-sign-in.ts",
      "lib/auth/remove-expired.ts",
    ];
    expect(touching.filter((file) => file.startsWith("lib/otp/")).length).toBeGreaterThan(3);
    expect(touching.filter((file) => !file.startsWith("lib/otp/")).sort()).toEqual([...allowed].sort());
  });
});
