import { sql } from "drizzle-orm";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { type Command, say, table } from "./terminal";

/** Something that was given up. `reason` never holds what was in it. */
export type DeadLetter = { id: string; kind: string; since: string; reason: string };

/** What was given up and waits for a person: webhook bodies, items of them, jobs without a try left. Oldest first. */
export async function listDeadLetters(limit = 200): Promise<DeadLetter[]> {
  return withPlatform(async (tx) => {
    const rows = await tx.execute<{ id: string; kind: string; since: Date; reason: string | null }>(sql`
      select * from (
        select id, 'webhook ' || platform as kind, received_at as since, failure as reason
          from webhook_events where state = 'set_aside'
        union all
        select event_id, 'item of webhook ' || platform, created_at, reason from unhandled_events where reason = 'failed'
        union all
        select 'job:' || j.id, t.identifier, j.created_at, j.last_error
          from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where j.attempts >= j.max_attempts and j.locked_at is null
      ) found order by since limit ${limit}`);
    return rows.map(({ id, kind, since, reason }) => ({
      id,
      kind,
      since: new Date(since).toISOString(),
      reason: safeReason(reason),
    }));
  });
}

/** The first line of an error, unless it may carry what a query was given. */
function safeReason(text: string | null): string {
  const line = text?.split("\n")[0] ?? "";
  if (/failed query/i.test(line)) return "query failed";
  return line.replace(/\d{6,}/g, "…").slice(0, 100);
}

/** Lists what was set aside. */
export const deadLettersCommand: Command = {
  summary: "List webhook events that were set aside and jobs that used up their tries",
  usage: ["(no options)"],
  async run() {
    const letters = await listDeadLetters();
    if (letters.length === 0) {
      say("Nothing was set aside.");
      return 0;
    }
    const rows = letters.map(({ id, kind, since, reason }) => [id, kind, since, reason]);
    for (const line of table([["ID", "WHAT", "SINCE", "WHY"], ...rows])) say(line);
    say(`\n${letters.length} in all. Try one again: npm run trustguard -- replay-event <id>`);
    return 1;
  },
};
