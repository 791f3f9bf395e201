import { type SQL, sql } from "drizzle-orm";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Every job and what it carries: ids only. Each job resolves its tenant again from them. */
export type JobPayloads = {
  /** `eventId` alone: as it was written before one job read several. */
  "ingest-event": { eventIds: string[]; receivedAt?: string } | { eventId: string; receivedAt?: string };
  "take-turn": { ceoId: string; conversationId: string };
  "deliver-conversation": { ceoId: string; conversationId: string };
  "send-code-by-sms": { ceoId: string; conversationId: string; messageId: string };
  "check-receipt": { ceoId: string; receiptId: string };
  "issue-confirmation": { ceoId: string; orderId: string; resend?: boolean };
  "fetch-profile": { ceoId: string; channelId: string; contactId: string };
  "send-notice": { noticeId: string };
  "wake-held": { ceoId: string; channelId: string };
  "check-channels": Record<string, never>;
  "forget-token": { ceoId: string; channelId: string };
  "remind-orders": Record<string, never>;
  "remind-escalations": Record<string, never>;
  "sign-checkpoints": Record<string, never>;
  "maintain-storage": Record<string, never>;
};

export type JobName = keyof JobPayloads;

export type JobOptions = {
  runAt?: Date | SQL;
  /** Tries in all; the wait between grows exponentially. */
  attemptsMax?: number;
  /** A waiting job with the same key is replaced rather than doubled. A running one is not touched. */
  key?: string;
};

/** Adds a job in the caller's transaction: it exists if and only if the change that asked for it was committed. */
export async function enqueueJob<N extends JobName>(
  tx: Tx | PlatformTx,
  name: N,
  payload: JobPayloads[N],
  options: JobOptions = {},
): Promise<void> {
  const runAt =
    options.runAt instanceof Date ? sql`${options.runAt.toISOString()}::timestamptz` : options.runAt;
  const job = { name, payload: JSON.stringify(payload), runAt: runAt ?? sql`now()` };
  const attemptsMax = options.attemptsMax ?? 12;
  await tx.execute(
    options.key === undefined
      ? insertJob({ ...job, attemptsMax })
      : sql`select graphile_worker.add_job(${name}, ${job.payload}::json, run_at => ${job.runAt},
          max_attempts => ${attemptsMax}::int, job_key => ${options.key}::text)`,
  );
}

type NewJob = { name: JobName; payload: string; runAt: SQL; attemptsMax: number };

/**
 * What `add_job` does for a job without a key, in one statement. That function looks for a doubled key first, key or
 * none, and reads through all that waits to find it: adding would cost more the longer the queue is.
 */
function insertJob({ name, payload, runAt, attemptsMax }: NewJob): SQL {
  return sql`
    with known as (
      select id from graphile_worker._private_tasks where identifier = ${name}
    ), made as (
      insert into graphile_worker._private_tasks (identifier) select ${name} where not exists (select from known)
      on conflict (identifier) do update set identifier = excluded.identifier returning id
    ), queued as (
      insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts)
      select coalesce((select id from known), (select id from made)), ${payload}::json, ${runAt}, ${attemptsMax}::int
    )
    select pg_notify('jobs:insert', json_build_object('r', random(), 'count', 1)::text)`;
}
