import { isUtf8 } from "node:buffer";
import { rawSql } from "@/db/client";
import { newId } from "@/lib/ids";
import type { Platform } from "@/lib/meta/webhook/item";

/** Told once, after the commit or with what went wrong. */
type Answered = (failure?: { error: unknown }) => void;
type Waiting = { platform: Platform; raw: Uint8Array; answered: Answered };

/** A flush larger than this is cut, so that one statement stays small. */
const BATCH_EVENTS_MAX = 500;
const BATCH_BYTES_MAX = 16 * 1024 * 1024;

/** Bodies that one job reads: few jobs for a burst, and still some for every worker. */
const EVENTS_PER_JOB = 25;

const waiting: Waiting[] = [];
let flushing = false;

/**
 * Commits one signed body and the job that reads it; `answered` hears after the commit. Bodies that arrive while a commit
 * is under way join the next one (group commit), so that a burst costs few of them. A body seen before is left out.
 */
export function joinNextCommit(platform: Platform, raw: Uint8Array, answered: Answered): void {
  waiting.push({ platform, raw, answered });
  if (!flushing) void flushAll();
}

/** The same as a promise, which rejects when the commit failed. */
export function storeEvent(platform: Platform, raw: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    joinNextCommit(platform, raw, (failure) => (failure ? reject(failure.error) : resolve()));
  });
}

async function flushAll(): Promise<void> {
  flushing = true;
  try {
    while (waiting.length > 0) await flush(nextBatch());
  } finally {
    flushing = false;
  }
}

function nextBatch(): Waiting[] {
  let bytes = 0;
  let count = 0;
  while (count < waiting.length && count < BATCH_EVENTS_MAX) {
    bytes += waiting[count]?.raw.byteLength ?? 0;
    if (count > 0 && bytes > BATCH_BYTES_MAX) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

async function flush(batch: Waiting[]): Promise<void> {
  let failure: { error: unknown } | undefined;
  try {
    await commit(batch);
  } catch (error) {
    failure = { error };
  }
  for (const { answered } of batch) answered(failure);
}

/**
 * One statement for the whole batch. The jobs are laid into the queue's table directly, as `add_jobs` does without keys:
 * that function first reads through every job that waits, so that each commit would cost more the longer the queue is.
 * The moment of receipt goes along, for it says which day's partition the bodies lie in.
 */
async function commit(batch: Waiting[]): Promise<void> {
  const sql = rawSql();
  const ids = batch.map(() => newId("webhookEvent"));
  const platforms = batch.map((entry) => entry.platform);
  const sizes = batch.map((entry) => entry.raw.byteLength);
  const { bodies, encoding } = inOneText(batch);
  await sql`
    with known as (
      select id from graphile_worker._private_tasks where identifier = 'ingest-event'
    ), made as (
      insert into graphile_worker._private_tasks (identifier) select 'ingest-event' where not exists (select from known)
      on conflict (identifier) do update set identifier = excluded.identifier returning id
    ), queued as (
      insert into graphile_worker._private_jobs (task_id, payload, max_attempts)
      select coalesce((select id from known), (select id from made)),
        json_build_object('eventIds', json_agg(stored.id), 'receivedAt', now()), 12
      from unnest(store_webhook_events(${ids}::text[], ${platforms}::text[], ${sizes}::integer[], ${bodies}, ${encoding}))
        with ordinality as stored(id, place)
      group by (stored.place - 1) / ${EVENTS_PER_JOB}::bigint
      returning 1
    )
    select pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text) from queued
    having count(*) > 0`;
}

/** The driver sends texts only. UTF-8 goes as it is, in one piece, since an array would have every quote escaped. */
function inOneText(batch: Waiting[]): { bodies: string; encoding: "utf8" | "hex" } {
  const all = batch.length === 1 ? asBuffer(batch[0]?.raw) : Buffer.concat(batch.map(({ raw }) => raw));
  // A text of the database holds anything but a zero.
  const encoding = isUtf8(all) && !all.includes(0) ? "utf8" : "hex";
  return { bodies: all.toString(encoding), encoding };
}

function asBuffer(raw: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}
