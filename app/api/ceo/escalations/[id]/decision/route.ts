import { decideEscalation } from "@/lib/escalations/decide-escalation";
import { decideEscalationEndpoint } from "@/lib/escalations/endpoints";
import { route } from "@/lib/http/route";

export const POST = route(decideEscalationEndpoint, (ctx, { params, body }) =>
  decideEscalation(ctx, { ...body, escalationId: params.id }),
);
