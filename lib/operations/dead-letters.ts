import { sql } from "drizzle-orm";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { type Command, say, table } from "./terminal";

/** Something that was given up. `reason` never holds what was in it; `ceoId` is null where nobody's business is known. */
export type DeadLetter = {
  id: string;
  kind: string;
  ceoId: string | null;
  since: string;
  count: number;
  reason: string;
};

type Row = Omit<DeadLetter, "since" | "reason"> & { since: Date; reason: string | null };

/**
 * What waits for a person: webhook bodies and items of them that failed, turns of the bot and jobs without a try left, the
 * oldest first; then, one line per kind, events that are kept because nobody can use them.
 */
export async function listDeadLetters(limit = 200): Promise<DeadLetter[]> {
  return [...(await listGivenUp(limit)), ...(await listUnhandled(limit))];
}

/** What can be tried again and may then work. */
export async function listGivenUp(limit: number): Promise<DeadLetter[]> {
  const rows = await withPlatform((tx) =>
    tx.execute<Row>(sql`
      select found.*, 1 as count from (
        select id, 'webhook ' || platform as kind, null as "ceoId", received_at as since, failure as reason
          from webhook_events where state = 'set_aside'
        union all
        select event_id, 'item of webhook ' || platform, ceo_id, created_at, reason from unhandled_events
          where reason = 'failed'
        union all
        select event_id, 'turn of the bot', ceo_id, created_at, payload ->> 'reason' from unhandled_events
          where reason = 'turn_failed'
        union all
        select 'job:' || j.id, t.identifier, j.payload ->> 'ceoId', j.created_at, j.last_error
          from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where j.attempts >= j.max_attempts and j.locked_at is null
      ) found order by since limit ${limit}`),
  );
  return rows.map(toLetter);
}

/** Signed events in a form or for a number that we do not know: per reason the newest, and how many there are. */
async function listUnhandled(limit: number): Promise<DeadLetter[]> {
  const rows = await withPlatform((tx) =>
    tx.execute<Row>(sql`
      select (array_agg(event_id order by created_at desc))[1] as id, 'unhandled ' || platform as kind, ceo_id as "ceoId",
        max(created_at) as since, count(*)::int as count, reason
      from unhandled_events where reason not in ('failed', 'turn_failed')
      group by platform, reason, ceo_id order by ceo_id nulls first, since desc limit ${limit}`),
  );
  return rows.map(toLetter);
}

function toLetter({ since, reason, ...row }: Row): DeadLetter {
  return { ...row, since: new Date(since).toISOString(), reason: safeReason(reason) };
}

/** The first line of an error, unless it may carry what a query was given. */
function safeReason(text: string | null): string {
  const line = text?.split("\n")[0] ?? "";
  if (/failed query/i.test(line)) return "query failed";
  return line.replace(/\d{6,}/g, "…").slice(0, 100);
}

/** Lists what was set aside. */
export const deadLettersCommand: Command = {
  summary: "List events, turns and jobs that were given up, and events that nobody could use",
  usage: ["(no options)"],
  async run() {
    const letters = await listDeadLetters();
    if (letters.length === 0) {
      say("Nothing was set aside.");
      return 0;
    }
    const rows = letters.map((letter) => [
      letter.id,
      letter.kind,
      letter.ceoId ?? "nobody's",
      letter.since,
      String(letter.count),
      letter.reason,
    ]);
    for (const line of table([["ID", "WHAT", "WHOSE", "SINCE", "TIMES", "WHY"], ...rows])) say(line);
    say(`\n${letters.length} in all. Try one again: npm run trustguard -- replay-event <id>`);
    return 1;
  },
};
