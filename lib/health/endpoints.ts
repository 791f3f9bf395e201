import { z } from "zod";
import { endpoint } from "@/lib/endpoint";

export const liveEndpoint = endpoint({
  method: "GET",
  path: "/api/health/live",
  summary: "Whether the process answers at all",
  auth: "public",
  data: z.object({ live: z.literal(true) }),
  limit: "none",
});

export const readyEndpoint = endpoint({
  method: "GET",
  path: "/api/health/ready",
  summary: "Whether the process can serve: database, migrations, storage",
  description: "503 with the same body when something is not right.",
  auth: "public",
  data: z.object({
    ready: z.boolean(),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })),
  }),
  limit: "none",
});

export const metricsEndpoint = endpoint({
  method: "GET",
  path: "/api/metrics",
  summary: "Numbers for Prometheus: queue, webhooks, messages on their way; nothing of anybody",
  description: "Where METRICS_TOKEN is set, it is asked for as a Bearer token.",
  auth: "public",
  answers: "text/plain",
  limit: "none",
});

const work = {
  path: "/api/cron/work",
  summary: "Work through the queue once, for hosts without a worker",
  description: "Needs CRON_SECRET as a Bearer token. Also does what is due by the clock.",
  auth: "public",
  data: z.object({ worked: z.literal(true) }),
  limit: "none",
} as const;

export const cronWorkByGetEndpoint = endpoint({ method: "GET", ...work });
export const cronWorkByPostEndpoint = endpoint({ method: "POST", ...work });
