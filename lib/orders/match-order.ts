import { eq, ilike, or, type SQL } from "drizzle-orm";
import { orders } from "@/db/schema/sales";
import { normalizeReference } from "@/lib/order-reference";

/**
 * The condition that an order is what somebody looks for: a part of its reference or of its buyer's name, or the whole
 * reference as people type it ("tg8891", "TG 8891").
 */
export function matchOrder(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const reference = normalizeReference(q);
  return or(
    ilike(orders.reference, pattern),
    ilike(orders.buyerName, pattern),
    reference === null ? undefined : eq(orders.reference, reference),
  );
}
