import { runOnce } from "graphile-worker";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { startHeartbeat } from "./heartbeat";
import { CLOCKED_JOBS, taskList } from "./registry";
import { queueLogger } from "./run-worker";

const CONCURRENCY = 4;

/**
 * Works until nothing is left that could run, then returns: for hosts without a worker, whose clock calls
 * `/api/cron/work`. Also asks for what a worker does by its own clock, and frees what a call that was cut off held.
 */
export async function workOnce(): Promise<void> {
  const heartbeat = startHeartbeat();
  await heartbeat.beat();
  await withPlatform(async (tx) => {
    for (const name of CLOCKED_JOBS) await enqueueJob(tx, name, {}, { key: name });
  });
  try {
    await runOnce({
      connectionString: process.env.DATABASE_URL,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      taskList,
      logger: queueLogger,
      events: heartbeat.events,
    });
  } finally {
    await heartbeat.stop();
  }
}
