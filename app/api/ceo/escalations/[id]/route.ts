import { getEscalationEndpoint } from "@/lib/escalations/endpoints";
import { getEscalation } from "@/lib/escalations/queries";
import { route } from "@/lib/http/route";

export const GET = route(getEscalationEndpoint, (ctx, { params }) => getEscalation(ctx, params.id));
