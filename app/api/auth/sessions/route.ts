import { endOtherSessions } from "@/lib/auth/end-sessions";
import { endOtherSessionsEndpoint, listSessionsEndpoint } from "@/lib/auth/endpoints";
import { listSessions } from "@/lib/auth/list-sessions";
import { route } from "@/lib/http/route";

export const GET = route(listSessionsEndpoint, async (ctx) => ({
  items: await listSessions(ctx),
  next_cursor: null,
}));

export const DELETE = route(endOtherSessionsEndpoint, async (ctx) => ({
  ended: await endOtherSessions(ctx),
}));
