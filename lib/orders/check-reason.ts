import { AppError } from "@/lib/errors";
import type { OrderRow } from "./move-order";
import { holdsForeignAccount } from "./rules";

/**
 * A reason that will be told to the buyer. Throws `invalid_request` without one, or with what could be another account's
 * number in it (P7.5).
 */
export function checkReason(given: string | undefined, order: OrderRow, path = "notes"): string {
  if (!given) throw refusal(path, "Say why: the buyer is told the reason and can send another receipt.");
  return checkTold(given, order, path) ?? given;
}

/** Free text that will be told to the buyer, when there is some. Throws like {@link checkReason}. */
export function checkTold(given: string | undefined, order: OrderRow, path = "note"): string | undefined {
  const own = order.bankAccount?.accountNumber ?? null;
  if (given && holdsForeignAccount(given, own)) {
    throw refusal(path, "Leave numbers like this out: the buyer gets the account to pay to from us alone.");
  }
  return given;
}

function refusal(path: string, message: string): AppError {
  return new AppError("invalid_request", message, { fields: [{ path, message }] });
}
