import type { MemberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { advanceOrder } from "./advance-order";
import { cancelOrder } from "./cancel-order";
import type { OrderStatusInput, OrderView } from "./schema";
import { getOrder } from "./views";

/** A member moves an order on, or calls it off; gives the order as it stands then. */
export async function setOrderStatus(
  ctx: MemberContext,
  { orderId, status, note, carrier, tracking }: OrderStatusInput & { orderId: string },
): Promise<OrderView> {
  await withTenant(ctx, async (tx) => {
    if (status === "CANCELLED") await cancelOrder(tx, ctx, { orderId, reason: note });
    else await advanceOrder(tx, ctx, { orderId, status, carrier, tracking, note });
  });
  return getOrder(ctx, orderId);
}
