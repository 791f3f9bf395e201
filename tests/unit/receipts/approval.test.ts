import { describe, expect, it } from "vitest";
import { type ApprovalFacts, decideApproval } from "@/lib/receipts/rules/approval";

const facts: ApprovalFacts = {
  status: "RECEIPT_UPLOADED",
  receiptState: "waiting",
  totalKobo: 1_250_000,
  isForCeo: false,
  creditSeen: true,
  bankCreditKobo: 0,
};
const decide = (change: Partial<ApprovalFacts>) => decideApproval({ ...facts, ...change });

describe("a vendor's approval", () => {
  it("counts when they see the money", () => {
    expect(decide({})).toEqual({ kind: "approve", credit: "vendor_attestation" });
  });

  it("counts when the bank reported all of it, not a kobo less", () => {
    expect(decide({ creditSeen: false, bankCreditKobo: 1_250_000 })).toEqual({
      kind: "approve",
      credit: "bank_credit",
    });
    expect(decide({ creditSeen: false, bankCreditKobo: 1_249_999 })).toEqual({ kind: "credit_required" });
    expect(decide({ creditSeen: false })).toEqual({ kind: "credit_required" });
  });

  it("goes to the CEO from the threshold on, with what they saw", () => {
    const over = { totalKobo: 100_000_000, isForCeo: true };
    expect(decide(over)).toEqual({ kind: "escalated", attest: true, open: true });
    expect(decide({ ...over, creditSeen: false })).toEqual({ kind: "escalated", attest: false, open: true });
    expect(decide({ ...over, bankCreditKobo: 100_000_000 }).kind).toBe("escalated");
    expect(decide({ ...over, receiptState: "reading" })).toMatchObject({ open: false });
  });

  it("changes nothing of what is escalated or decided", () => {
    expect(decide({ status: "ESCALATED", receiptState: "escalated" })).toEqual({
      kind: "escalated",
      attest: true,
      open: false,
    });
    for (const status of ["AWAITING_PAYMENT", "APPROVED", "REJECTED", "CANCELLED", "SHIPPED"] as const) {
      expect(decide({ status })).toEqual({ kind: "wrong_state" });
    }
    expect(decide({ receiptState: null })).toEqual({ kind: "wrong_state" });
    expect(decide({ receiptState: "reading" })).toEqual({ kind: "still_reading" });
  });
});
