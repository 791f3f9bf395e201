import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { withPlatform } from "@/lib/tenancy/with-tenant";

/** One number with its labels. */
export type Sample = { labels: Readonly<Record<string, string>>; value: number };

/** A metric in Prometheus' sense. */
export type Metric = { name: string; help: string; type: "counter" | "gauge"; samples: Sample[] };

/**
 * What the database knows of the work under way, the same from whichever process is asked: the queue, webhooks not yet
 * read, messages on their way, and what was written since the database began to count.
 */
export async function readGauges(): Promise<Metric[]> {
  const [queue, inbox, outbox, written] = await Promise.all([
    readQueue(),
    readInbox(),
    readOutbox(),
    readWritten(),
  ]);
  return [...queue, ...inbox, ...outbox, ...written];
}

async function readQueue(): Promise<Metric[]> {
  const rows = await withPlatform((tx) =>
    tx.execute<{ job: string; waiting: number; failed: number; oldest: number }>(sql`
      select t.identifier as job, count(*) filter (where j.attempts < j.max_attempts)::int as waiting,
        count(*) filter (where j.attempts >= j.max_attempts)::int as failed,
        coalesce(extract(epoch from now() - min(j.run_at)
          filter (where j.attempts < j.max_attempts and j.run_at <= now() and j.locked_at is null)), 0)::float8 as oldest
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      group by t.identifier`),
  );
  const samples = (pick: (row: (typeof rows)[number]) => number) =>
    rows.map((row) => ({ labels: { job: row.job }, value: pick(row) }));
  return [
    gauge(
      "trustguard_queue_jobs",
      "Jobs that wait or run, by name",
      samples((row) => row.waiting),
    ),
    gauge(
      "trustguard_queue_failed_jobs",
      "Jobs that used up their tries, by name",
      samples((row) => row.failed),
    ),
    gauge(
      "trustguard_queue_oldest_seconds",
      "Age of the oldest job that could run, by name",
      samples((row) => row.oldest),
    ),
  ];
}

async function readInbox(): Promise<Metric[]> {
  const rows = await withPlatform((tx) =>
    tx.execute<{ state: string; events: number; oldest: number }>(sql`
      select 'set_aside' as state, count(*)::int as events, 0::float8 as oldest
        from webhook_events where state = 'set_aside'
      union all
      select 'stored', coalesce(sum(coalesce(json_array_length(j.payload -> 'eventIds'), 1)), 0)::int,
        coalesce(extract(epoch from now() - min(j.created_at)), 0)::float8
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'ingest-event'`),
  );
  const stateOf = (state: string) => rows.find((row) => row.state === state);
  const states = ["stored", "set_aside"];
  return [
    gauge(
      "trustguard_webhook_events",
      "Webhook bodies not yet read (stored) or set aside",
      states.map((state) => ({ labels: { state }, value: stateOf(state)?.events ?? 0 })),
    ),
    gauge("trustguard_webhook_oldest_seconds", "Age of the oldest webhook body that was not read", [
      { labels: {}, value: stateOf("stored")?.oldest ?? 0 },
    ]),
  ];
}

async function readOutbox(): Promise<Metric[]> {
  const rows = await rawSql()<{ state: string; messages: number; oldest: number }[]>`
    select state, messages::int, oldest_seconds as oldest from count_outbox()`;
  const states = ["queued", "sending", "in_doubt", "held"];
  const samples = (pick: (row: (typeof rows)[number] | undefined) => number) =>
    states.map((state) => ({ labels: { state }, value: pick(rows.find((row) => row.state === state)) }));
  return [
    gauge(
      "trustguard_outbox_messages",
      "Messages on their way, by state",
      samples((row) => row?.messages ?? 0),
    ),
    gauge(
      "trustguard_outbox_oldest_seconds",
      "Age of the oldest message on its way, by state",
      samples((row) => row?.oldest ?? 0),
    ),
  ];
}

/** The database counts rows for itself; a row of the outbox goes when its send is settled. */
async function readWritten(): Promise<Metric[]> {
  const rows = await rawSql()<{ relname: string; added: number; removed: number }[]>`
    select relname, n_tup_ins::float8 as added, n_tup_del::float8 as removed from pg_stat_user_tables
    where schemaname = 'public' and relname in ('webhook_event_keys', 'outbox', 'audit_entries')`;
  const table = (name: string) => rows.find((row) => row.relname === name) ?? { added: 0, removed: 0 };
  return [
    counter(
      "trustguard_webhook_events_stored_total",
      "Webhook bodies stored",
      table("webhook_event_keys").added,
    ),
    counter("trustguard_messages_queued_total", "Messages put on their way", table("outbox").added),
    counter("trustguard_messages_settled_total", "Messages whose send was settled", table("outbox").removed),
    counter("trustguard_audit_entries_total", "Audit entries written", table("audit_entries").added),
  ];
}

function gauge(name: string, help: string, samples: Sample[]): Metric {
  return { name, help, type: "gauge", samples };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: "counter", samples: [{ labels: {}, value }] };
}
