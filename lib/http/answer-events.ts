import type { IncomingMessage, ServerResponse } from "node:http";
import { findSession } from "@/lib/auth/find-session";
import { liveEventsEndpoint } from "@/lib/live/endpoints";
import type { Resume } from "@/lib/live/missed-events";
import { nodeSink } from "@/lib/live/node-sink";
import { openStream, type StreamOptions } from "@/lib/live/streams";
import { describeError, log } from "@/lib/log";
import type { MemberContext } from "@/lib/tenancy/context";
import { credentialOf } from "./authenticate";
import { route } from "./route";

/**
 * The route handler of the event stream: the checks of every endpoint, then `open`, which gives the body. With null the
 * head alone is answered, and whoever called writes what follows.
 */
export function eventsRoute(
  open: (ctx: MemberContext, options: StreamOptions) => ReadableStream<Uint8Array> | null,
) {
  return route(liveEventsEndpoint, async (ctx, { request, query }) => {
    const credential = credentialOf(request);
    const body = open(ctx, {
      resume: resumeOf(request.headers.get("last-event-id"), query.since),
      isStillIn: async () => credential !== null && (await findSession(credential, false)) !== null,
    });
    return new Response(body, {
      headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
    });
  });
}

/** What was heard last says more than when the page was drawn: an address stays the same when a browser comes back. */
function resumeOf(lastEventId: string | null, sinceMs: number | undefined): Resume | null {
  const lastId = Number.parseInt(lastEventId ?? "", 10);
  if (Number.isSafeInteger(lastId)) return { lastId };
  return sinceMs === undefined ? null : { sinceMs };
}

/** Whether a request is one for the event stream. */
export function isForEvents(request: IncomingMessage): boolean {
  return request.method === "GET" && /^\/api\/events(?:\?|$)/.test(request.url ?? "");
}

/**
 * Answers it on a plain Node server by the same route, then writes each event to the socket: through Next's router and a
 * web stream the same bytes cost a multiple. The peer is marked already (markPeer).
 */
export function answerEvents(request: IncomingMessage, response: ServerResponse): void {
  answer(request, response).catch((error: unknown) => {
    log.error({ error: describeError(error) }, "an event stream failed outside the application");
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let start: (() => () => void) | undefined;
  const handler = eventsRoute((ctx, options) => {
    start = () => openStream(ctx, options, nodeSink(response));
    return null;
  });
  const answered = await handler(toRequest(request), { params: Promise.resolve({}) });
  if (response.destroyed) return;
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  if (!start) {
    response.end(Buffer.from(await answered.arrayBuffer()));
    return;
  }
  response.flushHeaders();
  // A write to a reader that has just gone is an error nobody needs to hear of: `close` follows.
  response.on("error", () => undefined);
  response.on("close", start());
}

function toRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(request.headers)) {
    for (const one of [value].flat()) headers.append(name, one);
  }
  return new Request(new URL(request.url ?? "/", "http://localhost"), { headers });
}
