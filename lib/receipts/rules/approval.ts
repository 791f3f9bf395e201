import type { OrderStatus } from "@/lib/orders/rules";

export type ReceiptState =
  | "reading"
  | "waiting"
  | "escalated"
  | "approved"
  | "rejected"
  | "superseded"
  | "unreadable";

/** States of a receipt on which nobody has decided: at most one per order. */
export const UNDECIDED_STATES = ["reading", "waiting", "escalated"] as const satisfies ReceiptState[];

export type ApprovalFacts = {
  status: OrderStatus;
  /** The receipt that waits for a decision, or null. */
  receiptState: ReceiptState | null;
  totalKobo: number;
  /** Over the threshold, alone or with the day's other orders (P10.1). */
  isForCeo: boolean;
  /** The vendor says: I see the money in the account. */
  creditSeen: boolean;
  /** What the bank itself reported for this order. */
  bankCreditKobo: number;
};

export type ApprovalVerdict =
  | { kind: "approve"; credit: "vendor_attestation" | "bank_credit" }
  /** `attest`: record what the vendor saw; `open`: there is no escalation yet, make one. */
  | { kind: "escalated"; attest: boolean; open: boolean }
  | { kind: "credit_required" }
  | { kind: "still_reading" }
  | { kind: "wrong_state" };

/**
 * What becomes of a vendor's "approve" (P9.6, P10.1): a picture alone releases nothing, and from the threshold on the
 * vendor's word is written down while the CEO decides.
 */
export function decideApproval(facts: ApprovalFacts): ApprovalVerdict {
  const { status, receiptState, totalKobo, isForCeo, creditSeen, bankCreditKobo } = facts;
  if (status === "ESCALATED") return { kind: "escalated", attest: creditSeen, open: false };
  if (status !== "RECEIPT_UPLOADED" || receiptState === null) return { kind: "wrong_state" };
  if (isForCeo) {
    return { kind: "escalated", attest: creditSeen, open: receiptState === "waiting" };
  }
  if (receiptState === "reading") return { kind: "still_reading" };
  if (creditSeen) return { kind: "approve", credit: "vendor_attestation" };
  return bankCreditKobo >= totalKobo
    ? { kind: "approve", credit: "bank_credit" }
    : { kind: "credit_required" };
}
