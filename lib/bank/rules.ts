/** A changed payout account waits so long before buyers are told it (P7.5). */
export const HOLD_HOURS = 24;

/** The stop link of a change works until so long after the change took effect (decisions on payout changes). */
export const UNDO_HOURS = 72;

export type AccountState = "in_force" | "waiting" | "earlier" | "stopped";

/** What is shown of an account number: its last four digits. */
export function maskAccount(accountNumber: string): string {
  return `••••${accountNumber.slice(-4)}`;
}
