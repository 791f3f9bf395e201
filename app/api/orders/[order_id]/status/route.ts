import { route } from "@/lib/http/route";
import { setOrderStatusEndpoint } from "@/lib/orders/endpoints";
import { setOrderStatus } from "@/lib/orders/set-status";

export const POST = route(setOrderStatusEndpoint, (ctx, { params, body }) =>
  setOrderStatus(ctx, { ...body, orderId: params.order_id }),
);
