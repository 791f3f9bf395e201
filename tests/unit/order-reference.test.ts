import { describe, expect, it } from "vitest";
import { newReference, normalizeReference } from "@/lib/order-reference";

describe("a payment reference", () => {
  it("has TG- and signs that cannot be taken for one another", () => {
    for (let i = 0; i < 500; i += 1) {
      expect(newReference(4)).toMatch(/^TG-[2-9CDFGHJKMNPQRVWXY]{4}$/);
      expect(newReference(5)).toMatch(/^TG-[2-9CDFGHJKMNPQRVWXY]{5}$/);
    }
  });

  it("is found however it is typed", () => {
    for (let i = 0; i < 100; i += 1) {
      const reference = newReference(i % 2 === 0 ? 4 : 5);
      const signs = reference.slice(3);
      for (const typed of [reference, signs, `tg${signs}`.toLowerCase(), `TG ${signs}`, ` tg - ${signs}.`]) {
        expect(normalizeReference(typed)).toBe(reference);
      }
    }
  });

  it("sets right what was read as a look-alike", () => {
    expect(normalizeReference("tg-bzs4")).toBe("TG-8254");
  });

  it.each(["", "hello there", "TG-", "TG-12", "TG-123456", "ref"])("is not %j", (typed) => {
    expect(normalizeReference(typed)).toBeNull();
  });
});
