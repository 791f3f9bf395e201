import { sql } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { publishEvent } from "@/lib/live/publish-event";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { lockOrder, moveOrder } from "./move-order";
import { getOrderDto, type OrderDto } from "./queries";

const DAY_MS = 86_400_000;

/**
 * The buyer says where the parcel goes (P11.1, P11.2): the order is confirmed, the delivery day promised and the PDF
 * asked for. `address` replaces the one on the order. A second "yes" to the same address changes nothing.
 * Throws `conflict` when there is no address at all.
 */
export async function confirmAddress(
  tx: Tx,
  ctx: Context,
  input: { orderId: string; address?: string },
): Promise<OrderDto> {
  authorize(ctx, "order.progress");
  const order = await lockOrder(tx, input.orderId);
  const address = input.address ?? order.address;
  if (order.status === "CONFIRMED" && address === order.address) return getOrderDto(tx, order.id);
  if (!address) throw new AppError("conflict", "There is no delivery address to confirm yet.");
  await moveOrder(tx, ctx, {
    orderId: order.id,
    from: order.status,
    to: "CONFIRMED",
    changes: { address, ...(await promise(tx)) },
  });
  await enqueueJob(tx, "issue-confirmation", { ceoId: ctx.ceoId, orderId: order.id });
  await publishEvent(tx, ctx.ceoId, {
    topic: "order",
    ids: { orderId: order.id },
    vendorId: order.vendorId,
  });
  await recordEntry(tx, ctx, {
    action: "ORDER_CONFIRMED",
    subject: { kind: "order", id: order.id },
    contactId: order.contactId,
    details: { reference: order.reference, address_changed: address !== order.address },
  });
  return getOrderDto(tx, order.id);
}

/** Now, and the promised day, by the database's clock and the business's delivery days. */
async function promise(tx: Tx): Promise<{ addressConfirmedAt: Date; deliverBy: Date }> {
  const [row] = await tx.select({ now: sql<string>`now()`, days: ceos.deliveryDays }).from(ceos);
  const now = new Date(row?.now ?? Number.NaN);
  return { addressConfirmedAt: now, deliverBy: new Date(now.getTime() + (row?.days ?? 0) * DAY_MS) };
}
