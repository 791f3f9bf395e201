import { findSession } from "@/lib/auth/find-session";
import { credentialOf } from "@/lib/http/authenticate";
import { route } from "@/lib/http/route";
import { liveEventsEndpoint } from "@/lib/live/endpoints";
import { streamEvents } from "@/lib/live/streams";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const GET = route(liveEventsEndpoint, async (ctx, { request }) => {
  const credential = credentialOf(request);
  const lastId = Number.parseInt(request.headers.get("last-event-id") ?? "", 10);
  const stream = streamEvents(ctx, {
    lastId: Number.isSafeInteger(lastId) ? lastId : null,
    isStillIn: async () => credential !== null && (await findSession(credential, false)) !== null,
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
});
