import { authorizeEndpoint } from "@/lib/channels/endpoints";
import { startConnecting } from "@/lib/connections/start-connecting";
import { route } from "@/lib/http/route";

export const GET = route(authorizeEndpoint, async (ctx, { query }) =>
  Response.redirect(await startConnecting(ctx, query), 302),
);
