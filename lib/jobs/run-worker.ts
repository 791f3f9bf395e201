import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type Runner, run } from "graphile-worker";
import { isPassing } from "@/lib/is-passing";
import { describeError, log } from "@/lib/log";
import { startHeartbeat } from "./heartbeat";
import { CRONTAB, taskList } from "./registry";

/** The queue's own words, minus its payloads and chatter. */
export const queueLogger = new Logger((scope) => (level, message) => {
  if (level === "error") log.error({ scope: scope.label }, message.split("\n")[0]?.slice(0, 200));
  else if (level === "warning") log.warn({ scope: scope.label }, message.split("\n")[0]?.slice(0, 200));
});

export type RunningWorker = { stop(): Promise<void> };

const START_AGAIN_MS = 1000;

/**
 * Works through the queue until stopped. Tells that it is alive, and frees the jobs of workers that fell silent, so
 * that a killed worker's work goes on within three leases rather than the queue's own four hours. While the database is
 * away it waits; and where the queue's runner ends because its clock or its pool met that, another is started (F-02).
 */
export async function runWorker(options: { concurrency: number }): Promise<RunningWorker> {
  const heartbeat = startHeartbeat();
  const start = () => startRunner(options.concurrency, heartbeat.events);
  let runner = await start();
  let isStopping = false;
  await heartbeat.beat();
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      await runner.promise.catch((error) => log.error({ error: describeError(error) }, "the queue ended"));
      if (isStopping) return;
      await sleep(START_AGAIN_MS);
      const next = await start();
      runner = next;
      if (isStopping) await next.stop();
    }
  };
  const running = keepRunning();
  return {
    stop: async () => {
      isStopping = true;
      // Still beating meanwhile: jobs under way may take longer than a lease to finish.
      await runner.stop().catch(() => undefined);
      await running;
      await heartbeat.stop();
    },
  };
}

/** Starts the queue's runner, as soon as the database is there. */
async function startRunner(
  concurrency: number,
  events: Parameters<typeof run>[0]["events"],
): Promise<Runner> {
  for (;;) {
    try {
      return await run({
        connectionString: process.env.DATABASE_URL,
        concurrency,
        noHandleSignals: true,
        pollInterval: 1000,
        taskList,
        crontab: CRONTAB,
        logger: queueLogger,
        events,
      });
    } catch (error) {
      if (!isPassing(error)) throw error;
      log.warn({ error: describeError(error) }, "the database is away; the queue waits for it");
      await sleep(START_AGAIN_MS);
    }
  }
}
