import { sql } from "drizzle-orm";
import { recordPlatformEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { systemContext } from "@/lib/tenancy/context";
import { type PlatformTx, withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { type Command, say, UsageError } from "./terminal";

/**
 * Lets a webhook event (`evt_…`), a message or news that the bot gave up (`msg_…`, `cev_…`), or a failed job (`job:12`) be
 * tried again from the beginning; the act is recorded in the same transaction. Every effect is keyed by Meta's ids, so
 * what was done already is not done twice. False when there is no such thing.
 */
export async function replay(id: string): Promise<boolean> {
  if (/^(?:msg|cev)_/.test(id)) return replayTurn(id);
  return withPlatform(async (tx) => {
    const job = /^job:(\d{1,18})$/.exec(id)?.[1];
    const found = job ? await replayJob(tx, job) : await replayEvent(tx, id);
    if (found) await record(tx, id);
    return found;
  });
}

async function record(tx: PlatformTx, id: string): Promise<void> {
  await recordPlatformEntry(tx, {
    action: "OPERATOR_ACTED",
    subject: { kind: "command", id: "replay-event" },
    details: { id },
    requestId: newId("request"),
  });
}

/** What the event was complained of goes; what fails again is complained of again. */
async function replayEvent(tx: PlatformTx, eventId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update webhook_events set state = 'stored', tries = 0, failure = null where id = ${eventId} returning id`);
  if (rows.length === 0) return false;
  await tx.execute(sql`delete from unhandled_events where event_id = ${eventId}`);
  await enqueueJob(tx, "ingest-event", { eventIds: [eventId] });
  return true;
}

/** Gives a message or news back to its conversation. Only what was set aside, and only once: its mark is spent. */
async function replayTurn(id: string): Promise<boolean> {
  const ceoId = await withPlatform(async (tx) => {
    const [row] = await tx.execute<{ ceoId: string }>(sql`
      select ceo_id as "ceoId" from unhandled_events where event_id = ${id} and reason = 'turn_failed' limit 1`);
    return row?.ceoId;
  });
  if (!ceoId) return false;
  const ctx = systemContext(ceoId, { kind: "operator", id: "platform" });
  return withTenantAndPlatform(ctx, async (tx) => {
    const marks = await tx.execute(sql`
      delete from unhandled_events where ceo_id = ${ceoId} and event_id = ${id} and reason = 'turn_failed' returning id`);
    if (marks.length === 0) return false;
    const [row] = await tx.execute<{ conversationId: string }>(sql`
      with message as (
        update messages set handled_at = null, tries = 0, failure = null where ceo_id = ${ceoId} and id = ${id}
        returning conversation_id
      ), news as (
        update conversation_events set handled_at = null, tries = 0, failure = null where ceo_id = ${ceoId} and id = ${id}
        returning conversation_id
      )
      select conversation_id as "conversationId" from message union all select conversation_id from news`);
    if (!row) return false;
    await enqueueJob(tx, "take-turn", { ceoId, conversationId: row.conversationId });
    await record(tx, id);
    return true;
  });
}

/** Only a job that nobody works on and that has no try left; a waiting one needs no help. */
async function replayJob(tx: PlatformTx, jobId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select j.id from graphile_worker._private_jobs j where j.id = ${jobId}::bigint and j.attempts >= j.max_attempts
      and j.locked_at is null for update`);
  if (rows.length === 0) return false;
  await tx.execute(sql`
    select graphile_worker.reschedule_jobs(array[${jobId}::bigint], run_at => now(), attempts => 0)`);
  return true;
}

/** Tries one thing again. */
export const replayEventCommand: Command = {
  summary: "Try a webhook event, a message the bot gave up, or a failed job again",
  usage: ["<id>   as dead-letters lists it: evt_…, msg_…, cev_… or job:12"],
  async run([id]) {
    if (!id) throw new UsageError("Say which one: npm run trustguard -- replay-event <id>");
    if (!(await replay(id))) {
      say(`There is no ${id} to try again.`);
      return 1;
    }
    say(`${id} will be tried again.`);
    return 0;
  },
};
