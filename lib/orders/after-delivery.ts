import { asc, eq } from "drizzle-orm";
import { invoices, orderDisputes } from "@/db/schema/order-papers";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { OrderRow } from "./move-order";
import type { OrderStatus } from "./rules";
import type { OrderView } from "./schema";

type AfterDelivery = Pick<
  OrderView,
  "has_invoice" | "delivery_confirmed_at" | "dispute" | "settled_disputes"
>;

/** What came of an order once it had left: the buyer's word, disputes, the invoice. */
export async function loadAfterDelivery(tx: Tx, order: OrderRow): Promise<AfterDelivery> {
  const [invoice] = await tx
    .select({ issuedAt: invoices.issuedAt })
    .from(invoices)
    .where(eq(invoices.orderId, order.id));
  const disputes = await tx
    .select()
    .from(orderDisputes)
    .where(eq(orderDisputes.orderId, order.id))
    .orderBy(asc(orderDisputes.openedAt), asc(orderDisputes.id));
  const open = disputes.find((one) => one.closedAt === null);
  return {
    has_invoice: Boolean(invoice?.issuedAt),
    delivery_confirmed_at: order.deliveryConfirmedAt?.toISOString() ?? null,
    dispute: open
      ? {
          words: open.words,
          opened_at: open.openedAt.toISOString(),
          from_status: open.fromStatus as OrderStatus,
        }
      : null,
    settled_disputes: disputes.flatMap(({ words, openedAt, note, closedAt }) =>
      closedAt === null || note === null
        ? []
        : [{ words, opened_at: openedAt.toISOString(), note, settled_at: closedAt.toISOString() }],
    ),
  };
}
