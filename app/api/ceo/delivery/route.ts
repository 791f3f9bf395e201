import { changeDelivery, readDelivery } from "@/lib/catalogue/delivery";
import { changeDeliveryEndpoint, readDeliveryEndpoint } from "@/lib/catalogue/endpoints";
import { route } from "@/lib/http/route";

export const GET = route(readDeliveryEndpoint, (ctx) => readDelivery(ctx));

export const PUT = route(changeDeliveryEndpoint, (ctx, { body }) => changeDelivery(ctx, body));
