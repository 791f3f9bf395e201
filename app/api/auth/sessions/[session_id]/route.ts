import { endSession } from "@/lib/auth/end-sessions";
import { endSessionEndpoint } from "@/lib/auth/endpoints";
import { route } from "@/lib/http/route";

export const DELETE = route(endSessionEndpoint, async (ctx, { params }) => {
  await endSession(ctx, params.session_id);
  return { ended: 1 };
});
