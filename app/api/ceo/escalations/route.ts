import { listEscalationsEndpoint } from "@/lib/escalations/endpoints";
import { listEscalations } from "@/lib/escalations/queries";
import { route } from "@/lib/http/route";

export const GET = route(listEscalationsEndpoint, (ctx, { query }) => listEscalations(ctx, query));
