import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type Runner, run } from "graphile-worker";
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
 * that a killed worker's work goes on within three leases rather than the queue's own four hours. The queue's runner
 * ends when its clock or its pool meets a database that is away (F-02): then another is started.
 */
export async function runWorker(options: { concurrency: number }): Promise<RunningWorker> {
  const heartbeat = startHeartbeat();
  let runner = await startRunner(options.concurrency, heartbeat.events);
  let isStopping = false;
  await heartbeat.beat();
  const keepRunning = async (): Promise<void> => {
    while (!isStopping) {
      await runner.promise.catch((error) => log.error({ error: describeError(error) }, "the queue ended"));
      if (isStopping) return;
      await sleep(START_AGAIN_MS);
      await startRunner(options.concurrency, heartbeat.events).then(
        (next) => {
          runner = next;
        },
        (error) => log.error({ error: describeError(error) }, "the queue could not be started again"),
      );
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

function startRunner(concurrency: number, events: Parameters<typeof run>[0]["events"]): Promise<Runner> {
  return run({
    connectionString: process.env.DATABASE_URL,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList,
    crontab: CRONTAB,
    logger: queueLogger,
    events,
  });
}
