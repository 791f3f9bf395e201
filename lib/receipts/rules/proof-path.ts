import type { OrderStatus } from "@/lib/orders/rules";

/** States in which a proof of payment is taken, and the moves that lead to `RECEIPT_UPLOADED` from each (P9.6). */
const PATH: Partial<Record<OrderStatus, readonly OrderStatus[]>> = {
  AWAITING_PAYMENT: ["RECEIPT_UPLOADED"],
  REJECTED: ["AWAITING_PAYMENT", "RECEIPT_UPLOADED"],
  RECEIPT_UPLOADED: [],
  ESCALATED: [],
};

/** The moves an order makes when a proof comes in, or null when it takes none. */
export function proofPath(status: OrderStatus): readonly OrderStatus[] | null {
  return PATH[status] ?? null;
}

/** Whether a proof of payment is taken for an order in this state. */
export function takesProof(status: OrderStatus): boolean {
  return proofPath(status) !== null;
}
