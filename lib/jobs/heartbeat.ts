import { EventEmitter } from "node:events";
import { type SQL, sql } from "drizzle-orm";
import type { WorkerEvents } from "graphile-worker";
import { env } from "@/lib/env";
import { describeError, log } from "@/lib/log";
import { withPlatform } from "@/lib/tenancy/with-tenant";

export type Heartbeat = {
  /** Give them to the queue before it starts: it tells the names that it locks jobs under. */
  events: WorkerEvents;
  beat(): Promise<void>;
  stop(): Promise<void>;
};

/** Beats three times a lease for whatever the queue starts with these events, until stopped. */
export function startHeartbeat(): Heartbeat {
  const events: WorkerEvents = new EventEmitter();
  const ids = new Set<string>();
  const active = new Set<string>();
  const beat = () =>
    beatAndFree([...ids], [...active]).catch((error) =>
      log.error({ error: describeError(error) }, "the heartbeat failed"),
    );
  // Jobs are locked under the pool's id, not the single worker's; the pool is made before `run` gives it out.
  events.on("pool:create", ({ workerPool }) => {
    ids.add(workerPool.id);
    void beat();
  });
  events.on("job:start", ({ job }) => active.add(job.id));
  events.on("job:complete", ({ job }) => active.delete(job.id));
  const timer = setInterval(beat, (env().JOB_LEASE_SECONDS * 1000) / 3);
  const stop = async () => {
    clearInterval(timer);
    await forget([...ids]);
  };
  return { events, beat, stop };
}

/**
 * Notes that these workers are alive, then frees the jobs held by workers that have been silent for a lease. A job
 * locked by a worker that never gave a sign is freed too, once its lock is older than a lease; and one locked by
 * `workerIds` that is none of their `activeJobIds`: its end could not be written down, so it is done again (F-03).
 */
export async function beatAndFree(
  workerIds: readonly string[],
  activeJobIds: readonly string[] = [],
): Promise<void> {
  const lease = env().JOB_LEASE_SECONDS;
  await withPlatform(async (tx) => {
    for (const id of workerIds) {
      await tx.execute(sql`insert into worker_heartbeats (worker_id) values (${id})
        on conflict (worker_id) do update set seen_at = now()`);
    }
    await tx.execute(sql`
      update graphile_worker._private_jobs set locked_at = null, locked_by = null
      where locked_by = any(${textArray(workerIds)}) and locked_at < now() - make_interval(secs => ${lease})
        and not id::text = any(${textArray(activeJobIds)})`);
    const silent = await tx.execute<{ worker_id: string }>(sql`
      select distinct j.locked_by as worker_id from graphile_worker._private_jobs j
      left join worker_heartbeats h on h.worker_id = j.locked_by
      where j.locked_by is not null and j.locked_at < now() - make_interval(secs => ${lease})
        and coalesce(h.seen_at, 'epoch') < now() - make_interval(secs => ${lease})`);
    const ids = silent.map((row) => row.worker_id);
    if (ids.length === 0) return;
    log.warn({ workers: ids.length }, "freeing the jobs of workers that fell silent");
    await tx.execute(sql`select graphile_worker.force_unlock_workers(${textArray(ids)})`);
  });
}

/** Takes back the sign of life of workers that stopped in order. */
async function forget(workerIds: readonly string[]): Promise<void> {
  if (workerIds.length === 0) return;
  await withPlatform((tx) =>
    tx.execute(sql`delete from worker_heartbeats where worker_id = any(${textArray(workerIds)})`),
  );
}

function textArray(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}
