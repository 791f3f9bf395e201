import { AppError } from "@/lib/errors";

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
