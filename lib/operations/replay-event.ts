import { sql } from "drizzle-orm";
import { recordPlatformEntry } from "@/lib/audit/record-entry";
import { newId } from "@/lib/ids";
import { enqueueJob } from "@/lib/queue/enqueue-job";
import { type PlatformTx, withPlatform } from "@/lib/tenancy/with-tenant";
import { type Command, say, UsageError } from "./terminal";

/**
 * Lets a webhook event (`evt_…`) or a failed job (`job:12`) be tried again from the beginning; the act is recorded in
 * the same transaction. Every effect is keyed by Meta's ids, so what was done already is not done twice. False when
 * there is no such thing.
 */
export async function replay(id: string): Promise<boolean> {
  return withPlatform(async (tx) => {
    const job = /^job:(\d{1,18})$/.exec(id)?.[1];
    const found = job ? await replayJob(tx, job) : await replayEvent(tx, id);
    if (!found) return false;
    await recordPlatformEntry(tx, {
      action: "OPERATOR_ACTED",
      subject: { kind: "command", id: "replay-event" },
      details: { id },
      requestId: newId("request"),
    });
    return true;
  });
}

async function replayEvent(tx: PlatformTx, eventId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update webhook_events set state = 'stored', tries = 0, failure = null where id = ${eventId} returning id`);
  if (rows.length === 0) return false;
  await enqueueJob(tx, "ingest-event", { eventId });
  return true;
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
  summary: "Try a webhook event that was set aside, or a failed job, again",
  usage: ["<id>   as dead-letters lists it: evt_… or job:12"],
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
