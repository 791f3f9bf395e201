import { AppError } from "@/lib/errors";
import type { OrderRow } from "@/lib/orders/move-order";
import { holdsForeignAccount } from "@/lib/orders/rules";

/** Nobody has said that the money is there (P9.6). */
export function creditRequired(): AppError {
  return new AppError(
    "credit_required",
    "Look into the bank account first. A picture alone releases nothing: confirm that you see the money there.",
  );
}

/** Only the CEO may release this order (P10.1). */
export function escalated(): AppError {
  return new AppError("escalated", "This order is with the owner: only she can release it.");
}

/** The file is still being fetched and looked at. */
export function stillReading(): AppError {
  return new AppError("wrong_state", "This receipt is still being read. Try again in a moment.", {
    extra: { receipt_state: "reading" },
  });
}

/** The buyer has sent another proof since this one was opened. */
export function superseded(): AppError {
  return new AppError("superseded", "The buyer has sent a newer receipt. Look at that one first.");
}

/**
 * The reason that will be told to the buyer. Throws `invalid_request` without one, or with what could be another
 * account's number in it (P7.5).
 */
export function checkReason(notes: string | undefined, order: OrderRow): string {
  const problem = problemOf(notes, order.bankAccount?.accountNumber ?? null);
  if (problem === null && notes) return notes;
  throw new AppError("invalid_request", problem ?? "Say why.", {
    fields: [{ path: "notes", message: problem ?? "say why" }],
  });
}

function problemOf(notes: string | undefined, ownAccount: string | null): string | null {
  if (!notes) return "Say why: the buyer is told the reason and can send another receipt.";
  return holdsForeignAccount(notes, ownAccount)
    ? "Leave numbers like this out: the buyer gets the account to pay to from us alone."
    : null;
}
