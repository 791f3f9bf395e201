import { and, eq, isNull, sql } from "drizzle-orm";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockOrder, moveOrder, wrongState } from "./move-order";

/**
 * The buyer says that the parcel has come (P11.4): written down once, whoever says it again. What was on its way is
 * delivered by it, and its invoice asked for. Throws `wrong_state` for an order that has not left yet, or is in dispute.
 */
export async function confirmDelivery(tx: Tx, ctx: Context, { orderId }: { orderId: string }): Promise<void> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, orderId);
  if (order.status === "SHIPPED") {
    await moveOrder(tx, ctx, { orderId, from: order.status, to: "DELIVERED" });
    await enqueueJob(tx, "issue-invoice", { ceoId: ctx.ceoId, orderId });
  } else if (order.status !== "DELIVERED") throw wrongState(order.status);
  const first = await tx
    .update(orders)
    .set({ deliveryConfirmedAt: sql`now()` })
    .where(and(eq(orders.id, orderId), isNull(orders.deliveryConfirmedAt)))
    .returning({ id: orders.id });
  if (first.length === 0) return;
  await publishEvent(tx, ctx.ceoId, { topic: "order", ids: { orderId }, vendorId: order.vendorId });
  await recordEntry(tx, ctx, {
    action: "DELIVERY_CONFIRMED",
    subject: { kind: "order", id: orderId },
    contactId: order.contactId,
    details: { reference: order.reference },
  });
}
