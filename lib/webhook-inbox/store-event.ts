import { createHash } from "node:crypto";
import { rawSql } from "@/db/client";
import { newId } from "@/lib/ids";
import type { Platform } from "@/lib/meta/webhook/item";

type Waiting = { platform: Platform; raw: Uint8Array; done: () => void; failed: (error: unknown) => void };

/** A flush larger than this is cut, so that one statement stays small. */
const BATCH_EVENTS_MAX = 500;
const BATCH_BYTES_MAX = 16 * 1024 * 1024;

const waiting: Waiting[] = [];
let flushing = false;

/**
 * Commits one signed body and the job that reads it; resolves after the commit. Bodies that arrive while a commit is
 * under way join the next one (group commit), so that a burst costs few of them. A body seen before is left out.
 */
export function storeEvent(platform: Platform, raw: Uint8Array): Promise<void> {
  return new Promise((done, failed) => {
    waiting.push({ platform, raw, done, failed });
    if (!flushing) void flushAll();
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
  try {
    await commit(batch);
    for (const entry of batch) entry.done();
  } catch (error) {
    for (const entry of batch) entry.failed(error);
  }
}

/**
 * One statement for the whole batch. The jobs are laid into the queue's table directly, as `add_jobs` does without keys:
 * that function first reads through every job that waits, so that each commit would cost more the longer the queue is.
 * The moment of receipt goes along, for it says which day's partition the body lies in.
 */
async function commit(batch: Waiting[]): Promise<void> {
  const sql = rawSql();
  const ids = batch.map(() => newId("webhookEvent"));
  const platforms = batch.map((entry) => entry.platform);
  const raws = batch.map((entry) => hex(entry.raw));
  const hashes = batch.map((entry) => hex(createHash("sha256").update(entry.raw).digest()));
  await sql`
    with known as (
      select id from graphile_worker._private_tasks where identifier = 'ingest-event'
    ), made as (
      insert into graphile_worker._private_tasks (identifier) select 'ingest-event' where not exists (select from known)
      on conflict (identifier) do update set identifier = excluded.identifier returning id
    ), queued as (
      insert into graphile_worker._private_jobs (task_id, payload, max_attempts)
      select coalesce((select id from known), (select id from made)),
        json_build_object('eventId', stored.id, 'receivedAt', now()), 12
      from store_webhook_events(${ids}::text[], ${platforms}::text[], ${hashes}::text[]::bytea[],
        ${raws}::text[]::bytea[]) as stored(id)
      returning 1
    )
    select pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text) from queued
    having count(*) > 0`;
}

/** bytea's text form; arrays of bytes have no binary form in the driver. */
function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}
