import { route } from "@/lib/http/route";
import { listOrdersEndpoint } from "@/lib/orders/endpoints";
import { listOrders } from "@/lib/orders/views";

export const GET = route(listOrdersEndpoint, (ctx, { query }) => listOrders(ctx, query));
