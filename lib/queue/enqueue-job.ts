import { type SQL, sql } from "drizzle-orm";
import { writeAtEnd } from "@/lib/tenancy/collected-writes";
import type { PlatformTx, Tx } from "@/lib/tenancy/with-tenant";

/** Every job and what it carries: ids only. Each job resolves its tenant again from them. */
export type JobPayloads = {
  /** `eventId` alone: as it was written before one job read several. */
  "ingest-event": { eventIds: string[]; receivedAt?: string } | { eventId: string; receivedAt?: string };
  "take-turn": { ceoId: string; conversationId: string };
  /** Several conversations of one business; made of the one above where a transaction asks for several. */
  "take-turns": { ceoId: string; conversationIds: string[] };
  "deliver-conversation": { ceoId: string; conversationId: string };
  "deliver-conversations": { ceoId: string; conversationIds: string[] };
  "send-code-by-sms": { ceoId: string; conversationId: string; messageId: string };
  "erase-receipt": { ceoId: string; receiptId: string };
  "check-receipt": { ceoId: string; receiptId: string };
  "issue-confirmation": { ceoId: string; orderId: string; resend?: boolean };
  "issue-invoice": { ceoId: string; orderId: string; resend?: boolean };
  "fetch-profile": { ceoId: string; channelId: string; contactId: string };
  "send-notice": { noticeId: string };
  "send-push": {
    ceoId: string;
    kind: "receipt" | "offer" | "escalation" | "person" | "dispute";
    subjectId: string;
  };
  "keep-pictures": { ceoId: string; messageId: string };
  "tell-dispute": { ceoId: string; disputeId: string };
  "deliver-push": { ceoId: string; deliveryId: string };
  "wake-held": { ceoId: string; channelId: string };
  "check-channels": Record<string, never>;
  "forget-token": { ceoId: string; channelId: string };
  "remind-orders": Record<string, never>;
  "remind-negotiations": Record<string, never>;
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
  /** Never made one job with others of its kind. */
  apart?: boolean;
};

/**
 * Adds a job in the caller's transaction: it exists if and only if the change that asked for it was committed. One that is
 * asked for twice in a transaction, to the letter, is added once, and turns of several conversations are one job.
 */
export async function enqueueJob<N extends JobName>(
  tx: Tx | PlatformTx,
  name: N,
  payload: JobPayloads[N],
  options: JobOptions = {},
): Promise<void> {
  const { runAt, key, attemptsMax = ATTEMPTS_MAX, apart = false } = options;
  if (runAt === undefined && key === undefined) {
    return writeAtEnd(tx, apart ? writeJobs : writeTogether, { name, payload, attemptsMax });
  }
  const moment = runAt instanceof Date ? sql`${runAt.toISOString()}::timestamptz` : (runAt ?? sql`now()`);
  await tx.execute(
    key === undefined
      ? insertJobs([{ name, payload, attemptsMax }], moment)
      : sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, run_at => ${moment},
          max_attempts => ${attemptsMax}::int, job_key => ${key}::text)`,
  );
}

const ATTEMPTS_MAX = 12;

type NewJob = { name: JobName; payload: unknown; attemptsMax: number };

/** Conversations that one job sees to, at most. */
const TOGETHER_MAX = 25;

/** Which job sees to several conversations at once. */
const SEVERAL: Partial<Record<JobName, JobName>> = {
  "take-turn": "take-turns",
  "deliver-conversation": "deliver-conversations",
};

/** A burst of strangers is worth one job, and so one transaction, not one for each of them. */
async function writeTogether(tx: Tx | PlatformTx, jobs: readonly NewJob[]): Promise<void> {
  const groups = new Map<string, NewJob[]>();
  for (const job of jobs) {
    const { ceoId } = job.payload as { ceoId?: string };
    const key = SEVERAL[job.name] ? `${job.name}/${ceoId}` : JSON.stringify(job);
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  await writeJobs(tx, [...groups.values()].flatMap(mergeJobs));
}

function mergeJobs(jobs: readonly NewJob[]): NewJob[] {
  const [first] = jobs;
  const name = first && SEVERAL[first.name];
  const payloads = jobs.map(({ payload }) => payload as JobPayloads["take-turn"]);
  const conversationIds = [...new Set(payloads.map(({ conversationId }) => conversationId))];
  if (!name || conversationIds.length < 2) return jobs.slice(0, 1);
  const { ceoId } = payloads[0] as JobPayloads["take-turn"];
  const merged: NewJob[] = [];
  for (let at = 0; at < conversationIds.length; at += TOGETHER_MAX) {
    const payload = { ceoId, conversationIds: conversationIds.slice(at, at + TOGETHER_MAX) };
    merged.push({ name, payload, attemptsMax: first.attemptsMax });
  }
  return merged;
}

async function writeJobs(tx: Tx | PlatformTx, jobs: readonly NewJob[]): Promise<void> {
  const unique = new Map(jobs.map((job) => [JSON.stringify(job), job]));
  await tx.execute(insertJobs([...unique.values()], sql`now()`));
}

/**
 * What `add_job` does for jobs without a key, in one statement. That function looks for a doubled key first, key or
 * none, and reads through all that waits to find it: adding would cost more the longer the queue is.
 */
function insertJobs(jobs: readonly NewJob[], runAt: SQL): SQL {
  const given = JSON.stringify(jobs);
  return sql`
    with given as materialized (
      select name, payload, "attemptsMax" as attempts_max
      from json_to_recordset(${given}::json) as g(name text, payload json, "attemptsMax" int)
    ), known as (
      select id, identifier from graphile_worker._private_tasks where identifier in (select name from given)
    ), made as (
      insert into graphile_worker._private_tasks (identifier)
      select distinct name from given where name not in (select identifier from known)
      on conflict (identifier) do update set identifier = excluded.identifier returning id, identifier
    ), queued as (
      insert into graphile_worker._private_jobs (task_id, payload, run_at, max_attempts)
      select task.id, given.payload, ${runAt}, given.attempts_max
      from given join (select * from known union all select * from made) task on task.identifier = given.name
    )
    select pg_notify('jobs:insert', json_build_object('r', random(), 'count', ${jobs.length}::int)::text)`;
}
