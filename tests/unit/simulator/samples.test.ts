import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPaymentDetails } from "../../../simulator/people/read-payment-details";
import { drawSample } from "../../../simulator/samples/draw-sample";
import { nipSessionId, type SampleRequest } from "../../../simulator/samples/receipt";

const PAID_AT_MS = Date.UTC(2026, 10, 21, 23, 30, 5);

const REQUEST: SampleRequest = {
  amountKobo: 1_250_000,
  beneficiaryName: "ADA'S <FASHION>",
  accountNumber: "0123456789",
  bankName: "GTBank",
  reference: "TG-8891",
  senderName: "CHINEDU OKAFOR",
  paidAtMs: PAID_AT_MS,
  status: "Successful",
  nowMs: PAID_AT_MS,
};

describe("a drawn receipt", () => {
  it.each(["kobobank", "eko-wallet", "lagoon-bank"] as const)(
    "is a tall picture in the layout of %s",
    async (layout) => {
      const { bytes, mimeType } = await drawSample("receipt", { ...REQUEST, layout });
      const { format, width, height } = await sharp(bytes).metadata();
      expect([format, mimeType, width]).toEqual(["jpeg", "image/jpeg", 1080]);
      expect(height).toBeGreaterThan(1200);
    },
  );

  it("is the same picture for the same transfer and another for another", async () => {
    const { bytes } = await drawSample("receipt", REQUEST);
    expect((await drawSample("receipt", REQUEST)).bytes.equals(bytes)).toBe(true);
    expect((await drawSample("wrong-amount", REQUEST)).bytes.equals(bytes)).toBe(false);
    const again = await drawSample("same-again", { ...REQUEST, previous: { bytes, mimeType: "image/jpeg" } });
    expect(again.bytes.equals(bytes)).toBe(true);
    const cropped = await drawSample("cropped", { ...REQUEST, previous: { bytes, mimeType: "image/jpeg" } });
    expect((await sharp(cropped.bytes).metadata()).width).toBeLessThan(1080);
  });

  it("carries a session id of 30 digits with the Lagos time in it", () => {
    expect(nipSessionId("090951", PAID_AT_MS, 42)).toBe("090951" + "261122003005" + "000000000042");
  });

  it("comes as a PDF whose cross-reference table points at its objects", async () => {
    const { bytes } = await drawSample("receipt-pdf", REQUEST);
    const text = bytes.toString("latin1");
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe("xref");
    const offsets = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map((match) => Number(match[1]));
    offsets.forEach((offset, place) => {
      expect(text.slice(offset)).toMatch(new RegExp(`^${place + 1} 0 obj`));
    });
    expect(text).toContain("NGN 12,500.00");
  });
});

describe("a sample that goes wrong", () => {
  it("is a bomb: small to carry, 30,000 × 30,000 dots to open", async () => {
    const { bytes } = await drawSample("bomb", REQUEST);
    expect(bytes.length).toBeLessThan(500_000);
    expect(await sharp(bytes, { limitInputPixels: false }).metadata()).toMatchObject({
      width: 30_000,
      height: 30_000,
    });
    await expect(sharp(bytes).toBuffer()).rejects.toThrow(/pixel limit/);
  });

  it("is a text that claims to be a JPEG", async () => {
    const { bytes, mimeType, filename } = await drawSample("text-as-jpg", REQUEST);
    expect([mimeType, filename]).toEqual(["image/jpeg", "receipt.jpg"]);
    await expect(sharp(bytes).metadata()).rejects.toThrow();
  });

  it("has a name that exists", async () => {
    await expect(drawSample("toString", REQUEST)).rejects.toThrow();
  });
});

describe("what the business asked to pay", () => {
  const details = {
    amountKobo: 1_250_000,
    account: "0123456789",
    name: "Ada's Fashion",
    bank: "GTBank",
    reference: "TG-8891",
  };

  it.each([
    [
      "lines",
      "Please pay:\n🏦 *Bank:* GTBank\nAccount: `0123456789`\nName: Ada's Fashion\nAmount: *₦12,500.00*\nRef: TG-8891",
    ],
    [
      "labels",
      "Bank name: GTBank\nAccount number: 0123456789\nAccount name: Ada's Fashion\nAmount: NGN12,500\nReference: `TG-8891`",
    ],
    [
      "one line",
      "Bank | Account | Name | Amount | Ref\nGTBank | 0123456789 | Ada's Fashion | ₦12,500 | TG-8891",
    ],
  ])("is read from %s", (_form, text) => {
    expect(readPaymentDetails(text)).toEqual(details);
  });

  it("takes the total and not the price of one, a phone number for no account", () => {
    expect(readPaymentDetails("2 × ₦5,000\nTotal: ₦10,000").amountKobo).toBe(1_000_000);
    expect(readPaymentDetails("Call 08031234567").account).toBeUndefined();
  });
});
