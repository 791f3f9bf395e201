import { closeDatabase } from "@/db/client";
import { EnvironmentError, env } from "@/lib/env";
import { isPassing } from "@/lib/is-passing";
import { runWorker } from "@/lib/jobs/run-worker";
import { describeError, log } from "@/lib/log";

/** Jobs at once in one process; run more processes for more. */
const CONCURRENCY_DEFAULT = 6;

try {
  env();
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvironmentError ? error.message : "The environment cannot be read."}\n`,
  );
  process.exit(2);
}

// The queue reports a job's end without waiting for it. When the database is away just then, the job is freed by the
// heartbeat and done again; nothing else may pass unnoticed.
process.on("unhandledRejection", (error) => {
  log.error({ error: describeError(error) }, "a promise was left alone");
  if (!isPassing(error)) process.exit(1);
});

const { WORKER_CONCURRENCY, DATABASE_POOL_MAX } = env();
const concurrency = WORKER_CONCURRENCY ?? Math.max(1, Math.min(CONCURRENCY_DEFAULT, DATABASE_POOL_MAX - 1));
const worker = await runWorker({ concurrency });
log.info({ concurrency }, "worker ready");

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    worker
      .stop()
      .then(closeDatabase)
      .catch((error) => log.error({ error: describeError(error) }, "the worker did not stop cleanly"))
      .finally(() => process.exit(0));
  });
}
