import { route } from "@/lib/http/route";
import { getOrderEndpoint } from "@/lib/orders/endpoints";
import { getOrder } from "@/lib/orders/views";

export const GET = route(getOrderEndpoint, (ctx, { params }) => getOrder(ctx, params.order_id));
