import { route } from "@/lib/http/route";
import { endPushSubscriptionEndpoint, keepPushSubscriptionEndpoint } from "@/lib/push/endpoints";
import { endSubscriptions, keepSubscription } from "@/lib/push/subscriptions";

export const POST = route(keepPushSubscriptionEndpoint, (ctx, { body }) => keepSubscription(ctx, body));

export const DELETE = route(endPushSubscriptionEndpoint, (ctx, { body }) => endSubscriptions(ctx, body));
