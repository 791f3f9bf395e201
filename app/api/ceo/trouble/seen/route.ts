import { route } from "@/lib/http/route";
import { markTroubleSeenEndpoint } from "@/lib/trouble/endpoints";
import { markTroubleSeen } from "@/lib/trouble/mark-seen";

export const POST = route(markTroubleSeenEndpoint, (ctx, { body }) => markTroubleSeen(ctx, body));
