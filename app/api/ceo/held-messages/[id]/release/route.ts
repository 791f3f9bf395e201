import { route } from "@/lib/http/route";
import { releaseMessage } from "@/lib/messaging/decide-held-message";
import { releaseMessageEndpoint } from "@/lib/messaging/endpoints";

export const POST = route(releaseMessageEndpoint, (ctx, { params }) => releaseMessage(ctx, params.id));
