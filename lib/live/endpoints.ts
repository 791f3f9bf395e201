import { endpoint } from "@/lib/endpoint";

export const liveEventsEndpoint = endpoint({
  method: "GET",
  path: "/api/events",
  summary: "Listen for changes as server-sent events",
  description:
    "Events: `ready` once listening, `news` with `{topic, ids}`, `gap` when everything open should be read again, " +
    "`beat` every 15 s, `signed-out` before the stream ends with its session. `Last-Event-ID` resumes within the hour.",
  auth: "member",
  limit: "none",
  answers: "text/event-stream",
});
