import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metaJson, signatureOf, whatsappEnvelope } from "../../../simulator/webhooks/envelope";
import { nextWaitMs } from "../../../simulator/webhooks/sender";

describe("the bytes of a webhook", () => {
  it("are ASCII that parses back to the same value, whatever people write", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const written = metaJson({ text });
        expect(written).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.parse(written)).toEqual({ text });
      }),
    );
  });

  it("escape in lower case and hide the slash, as Meta's servers do", () => {
    expect(metaJson("₦/é👗")).toBe('"\\u20a6\\/\\u00e9\\ud83d\\udc57"');
  });

  it("are signed with HMAC-SHA256 (RFC 4231, test case 2)", () => {
    expect(signatureOf("what do ya want for nothing?", "Jefe")).toBe(
      "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("share an entry per business account", () => {
    const update = (wabaId: string) => ({
      wabaId,
      field: "messages",
      value: { messaging_product: "whatsapp" },
    });
    const { entry } = whatsappEnvelope([update("1"), update("2"), update("1")]) as {
      entry: { id: string; changes: unknown[] }[];
    };
    expect(entry.map(({ id, changes }) => [id, changes.length])).toEqual([
      ["1", 2],
      ["2", 1],
    ]);
  });
});

describe("the wait before the next attempt", () => {
  it("doubles up to its longest and stays there for days", () => {
    const retry = { firstMs: 250, factor: 2, maxMs: 10_000, forMs: 1, timeoutMs: 1 };
    expect([1, 2, 3, 6, 7, 100_000].map((attempts) => nextWaitMs(retry, attempts))).toEqual([
      250, 500, 1000, 8000, 10_000, 10_000,
    ]);
  });
});
