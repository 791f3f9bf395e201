import { eq, sql } from "drizzle-orm";
import { orders } from "@/db/schema/sales";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockOrder, wrongState } from "./move-order";
import { getOrderDto, type OrderDto } from "./queries";
import { mayChangeAddress } from "./rules";

/**
 * Sends an order elsewhere, until the parcel has left. On a confirmed order the PDF is made anew, for it names the
 * address. Throws `wrong_state` once it is on its way or over.
 */
export async function changeAddress(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; address: string },
): Promise<OrderDto> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, input.orderId);
  if (!mayChangeAddress(order.status)) throw wrongState(order.status);
  if (order.address === input.address) return getOrderDto(tx, order.id);
  await tx
    .update(orders)
    .set({ address: input.address, changedAt: sql`now()` })
    .where(eq(orders.id, order.id));
  if (order.status === "CONFIRMED") {
    await enqueueJob(tx, "issue-confirmation", { ceoId: ctx.ceoId, orderId: order.id });
  }
  await publishEvent(tx, ctx.ceoId, {
    topic: "order",
    ids: { orderId: order.id },
    vendorId: order.vendorId,
  });
  await recordEntry(tx, ctx, {
    action: "ORDER_ADDRESS_CHANGED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference, order_status: order.status },
  });
  return getOrderDto(tx, order.id);
}
