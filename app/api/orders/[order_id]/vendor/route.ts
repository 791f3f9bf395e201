import { route } from "@/lib/http/route";
import { reassignOrderEndpoint } from "@/lib/orders/endpoints";
import { reassignOrder } from "@/lib/orders/reassign-order";

export const POST = route(reassignOrderEndpoint, (ctx, { params, body }) =>
  reassignOrder(ctx, { orderId: params.order_id, vendorId: body.vendor_id }),
);
