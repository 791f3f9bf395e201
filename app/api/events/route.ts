import { eventsRoute } from "@/lib/http/answer-events";
import { streamEvents } from "@/lib/live/streams";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Where no server of ours stands in front (server.ts answers this path before). */
export const GET = eventsRoute(streamEvents);
