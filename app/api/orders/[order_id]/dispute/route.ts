import { route } from "@/lib/http/route";
import { settleDisputeEndpoint } from "@/lib/orders/endpoints";
import { settleDispute } from "@/lib/orders/settle-dispute";

export const POST = route(settleDisputeEndpoint, (ctx, { params, body }) =>
  settleDispute(ctx, { orderId: params.order_id, note: body.note }),
);
