import type { ConfirmationData } from "./confirmation-data";

/** What an invoice says (P11.4): what its confirmation said of the sale, and when it was paid and delivered. */
export type InvoiceData = Omit<ConfirmationData, "confirmedAt" | "deliveryPromise"> & {
  /** The business's own, counting up: `INV-0012`. */
  number: string;
  issuedAt: Date;
  deliveredAt: Date;
  /** When the transfer was seen in the account. */
  paidAt: Date;
  /** The bank that it came to. */
  paidTo?: string;
};
