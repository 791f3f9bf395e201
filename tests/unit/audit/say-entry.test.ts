import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { type SayableEntry, sayEntry } from "@/lib/audit/rules/say-entry";

const entry = (changes: Partial<SayableEntry> = {}): SayableEntry => ({
  action: "RECEIPT_APPROVED",
  actor: { kind: "ceo", id: "ceo_1" },
  subject: { kind: "order", id: "ord_1" },
  details: { reference: "TG-8891" },
  ...changes,
});
const names = new Map([
  ["ceo_1", "Ada"],
  ["con_1", "Chinedu"],
]);

describe("the sentence of an entry", () => {
  it("names who acted, the order's reference, the sum and the code", () => {
    const details = { reference: "TG-8891", total_kobo: 115_000_000, otp_verified: true };
    expect(sayEntry(entry({ action: "ESCALATION_APPROVED", details }), names)).toBe(
      "Ada approved the escalated order TG-8891, ₦1,150,000, with a code",
    );
  });

  it("says what somebody is where no name is known", () => {
    const actor = { kind: "bot", id: "bot" };
    expect(sayEntry(entry({ action: "ORDER_PLACED", actor }), names)).toBe("The bot placed order TG-8891");
  });

  it("names a buyer, and says so kindly when the name is gone", () => {
    const about = (id: string) =>
      entry({ action: "BUYER_REGISTERED", subject: { kind: "contact", id }, details: null });
    expect(sayEntry(about("con_1"), names)).toBe("Chinedu registered as a buyer");
    expect(sayEntry(about("con_2"), names)).toBe("a buyer registered as a buyer");
  });

  it("is not led astray by signs in a name", () => {
    const odd = new Map([["ceo_1", "$& {subject}"]]);
    expect(sayEntry(entry(), odd)).toContain("$& ");
  });

  it("says an action that it does not know in words", () => {
    expect(sayEntry(entry({ action: "PARCEL_WEIGHED", details: null }), names)).toBe("Parcel weighed");
  });

  it("is a whole sentence for every action there is", () => {
    for (const action of Object.keys(AUDIT_ACTIONS)) {
      expect(sayEntry(entry({ action }), names), action).toMatch(/^[A-Z][^{}]{5,}$/);
    }
  });
});
