import { Logger, type Runner, run } from "graphile-worker";
import { log } from "@/lib/log";
import { startHeartbeat } from "./heartbeat";
import { CRONTAB, taskList } from "./registry";

/** The queue's own words, minus its payloads and chatter. */
export const queueLogger = new Logger((scope) => (level, message) => {
  if (level === "error") log.error({ scope: scope.label }, message.split("\n")[0]?.slice(0, 200));
  else if (level === "warning") log.warn({ scope: scope.label }, message.split("\n")[0]?.slice(0, 200));
});

export type RunningWorker = { stop(): Promise<void> };

/**
 * Works through the queue until stopped. Tells that it is alive, and frees the jobs of workers that fell silent, so
 * that a killed worker's work goes on within three leases rather than the queue's own four hours.
 */
export async function runWorker(options: { concurrency: number }): Promise<RunningWorker> {
  const heartbeat = startHeartbeat();
  const runner: Runner = await run({
    connectionString: process.env.DATABASE_URL,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList,
    crontab: CRONTAB,
    logger: queueLogger,
    events: heartbeat.events,
  });
  await heartbeat.beat();
  return {
    stop: async () => {
      // Still beating meanwhile: jobs under way may take longer than a lease to finish.
      await runner.stop();
      await heartbeat.stop();
    },
  };
}
