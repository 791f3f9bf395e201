import { route } from "@/lib/http/route";
import { discardMessage } from "@/lib/messaging/decide-held-message";
import { discardMessageEndpoint } from "@/lib/messaging/endpoints";

export const POST = route(discardMessageEndpoint, (ctx, { params }) => discardMessage(ctx, params.id));
