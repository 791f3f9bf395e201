import { formatNaira } from "@/lib/money";
import { receiptWords } from "@/lib/words/en/receipts";
import { sayDay, sayFullTime } from "@/lib/words/times";
import { CHECK_IDS, type CheckId, type ReceiptCheck } from "../schema";

/** An earlier receipt with the very same bytes, in this business. */
export type SameImage = {
  receiptId: string;
  orderId: string;
  reference: string;
  sentAt: Date;
};

export type CheckFacts = {
  orderId: string;
  reference: string;
  expectedKobo: number;
  orderPlacedAt: Date;
  account: { bankName: string; accountNumber: string; accountName: string } | null;
  /** The oldest other receipt with the same picture: another order's before one of this order. */
  sameImage: SameImage | null;
  now: Date;
  timeZone: string;
};

export type Verdict = "looks_right" | "check_by_hand" | "looks_wrong";

type Finding = Omit<ReceiptCheck, "id">;

/**
 * Every check of a receipt whose picture no machine has read: what can be known without reading is told, the rest says
 * what a person should compare (P9.4). Nothing is claimed that was not looked at.
 */
export function checkUnread(facts: CheckFacts): ReceiptCheck[] {
  const findings: Record<CheckId, Finding> = {
    is_receipt: notPossible(receiptWords.isReceipt),
    amount: notPossible(receiptWords.amount(formatNaira(facts.expectedKobo)), {
      expected_kobo: facts.expectedKobo,
    }),
    beneficiary: notPossible(receiptWords.beneficiary(facts.account), expectedAccount(facts)),
    nuban: notPossible(receiptWords.nuban),
    status: notPossible(receiptWords.status),
    time: notPossible(receiptWords.time(sayFullTime(facts.orderPlacedAt, facts.timeZone)), {
      not_before: facts.orderPlacedAt.toISOString(),
    }),
    payment_reference: notPossible(receiptWords.paymentReference(facts.reference), {
      expected: facts.reference,
    }),
    session_id: notPossible(receiptWords.sessionId),
    same_image: sameImage(facts),
    same_transaction: notPossible(receiptWords.sameTransaction),
    seen_elsewhere: notPossible(receiptWords.seenElsewhere),
    editing: notPossible(receiptWords.editing),
  };
  return CHECK_IDS.map((id) => ({ id, ...findings[id] }));
}

/** The verdict of all checks (P9.5): it advises, a person decides. Only what was really seen can look right. */
export function verdictOf(checks: readonly ReceiptCheck[]): Verdict {
  if (checks.some((check) => check.result === "fail")) return "looks_wrong";
  return checks.every((check) => check.result === "pass") ? "looks_right" : "check_by_hand";
}

function sameImage({ sameImage: earlier, orderId, now, timeZone }: CheckFacts): Finding {
  if (!earlier) return { result: "pass", message: receiptWords.sameImage.fresh, evidence: null };
  const day = sayDay(earlier.sentAt, now, timeZone);
  const evidence = {
    receipt_id: earlier.receiptId,
    order_id: earlier.orderId,
    reference: earlier.reference,
    sent_at: earlier.sentAt.toISOString(),
  };
  return earlier.orderId === orderId
    ? { result: "warn", message: receiptWords.sameImage.sameOrder(day), evidence }
    : { result: "fail", message: receiptWords.sameImage.otherOrder(earlier.reference, day), evidence };
}

function expectedAccount({ account }: CheckFacts): Record<string, unknown> | null {
  if (!account) return null;
  const { bankName, accountNumber, accountName } = account;
  return { bank_name: bankName, account_number: accountNumber, account_name: accountName };
}

function notPossible(message: string, evidence: Record<string, unknown> | null = null): Finding {
  return { result: "not_possible", message, evidence };
}
