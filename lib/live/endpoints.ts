import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

/** The last moment that a Date can hold (ECMAScript, time values). */
const MOMENT_MAX_MS = 8.64e15;

export const liveEventsEndpoint = endpoint({
  method: "GET",
  path: "/api/events",
  summary: "Listen for changes as server-sent events",
  description:
    "Events: `ready` once listening, `news` with `{topic, ids}`, `gap` when everything open should be read again, " +
    "`beat` every 15 s, `signed-out` before the stream ends with its session. `Last-Event-ID` resumes within the hour; so does `since`, the milliseconds (Unix time) at which what is on the screen was read.",
  auth: "member",
  query: z.object({ since: z.coerce.number().int().min(0).max(MOMENT_MAX_MS).optional() }),
  limit: "none",
  answers: "text/event-stream",
});
