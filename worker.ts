import { closeDatabase } from "@/db/client";
import { EnvironmentError, env } from "@/lib/env";
import { runWorker } from "@/lib/jobs/run-worker";
import { describeError, log } from "@/lib/log";

/** Jobs at once in one process; run more processes for more. */
const CONCURRENCY = Number(process.env.WORKER_CONCURRENCY ?? 6);

try {
  env();
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvironmentError ? error.message : "The environment cannot be read."}\n`,
  );
  process.exit(2);
}

const worker = await runWorker({ concurrency: CONCURRENCY });
log.info({ concurrency: CONCURRENCY }, "worker ready");

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
