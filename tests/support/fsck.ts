import { createPublicKey } from "node:crypto";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { type ChainOwner, readCheckpoints } from "@/lib/audit/chain-source";
import type { Chain } from "@/lib/audit/record-entry";
import { trustKeys } from "@/lib/audit/rules/checkpoint-note";
import { verifyChain } from "@/lib/audit/verify-chain";
import { ORDER_MOVES, RELEASED_STATUSES } from "@/lib/orders/rules";
import type { Tx } from "@/lib/tenancy/with-tenant";
import { compareWithPhones } from "./fsck-phones";

export type FsckOptions = {
  /** The simulator whose phones must agree with the tables. */
  simulatorUrl?: string;
  /** Nothing is under way: every body has its outcome, every message is settled, no lease is held. */
  atRest?: boolean;
  /** PEM in base64 of the key that signs checkpoints; without it they are not looked at. */
  signingKey?: string;
};

/**
 * Looks behind the product's back for what must never be: as the superuser, in plain SQL. Gives a sentence for each
 * thing that is wrong; none means sound.
 */
export async function fsck(adminUrl: string, options: FsckOptions = {}): Promise<string[]> {
  const sql = postgres(adminUrl, { max: 2, onnotice: () => undefined, connection: { timezone: "UTC" } });
  try {
    const found = await Promise.all([
      askAll(sql, ALWAYS),
      options.atRest ? askAll(sql, AT_REST) : [],
      walkOrders(sql),
      ownedByNobody(sql),
      verifyChains(sql, options.signingKey),
      options.simulatorUrl ? compareWithPhones(sql, options.simulatorUrl) : [],
    ]);
    return found.flat();
  } finally {
    await sql.end();
  }
}

/** Each names the rows that break a rule; a rule holds when its query finds none. */
const ALWAYS: Record<string, string> = {
  "a stored webhook body that no job will read": `
    select e.id from webhook_events e where e.state = 'stored' and not exists (
      select from graphile_worker._private_jobs j where (j.payload->>'eventId' = e.id or j.payload::jsonb->'eventIds' ? e.id) and j.attempts < j.max_attempts)`,
  "an item kept aside twice": `
    select event_id as id from unhandled_events where platform <> 'chat'
    group by event_id, reason, payload having count(*) > 1`,
  "a queued message that is not in the outbox, so that nobody will send it": `
    select m.id from messages m left join outbox o on o.ceo_id = m.ceo_id and o.message_id = m.id
    where m.direction = 'out' and m.status = 'queued' and o.message_id is null`,
  "an outbox row of a message that is settled": `
    select m.id from outbox o join messages m on m.ceo_id = o.ceo_id and m.id = o.message_id
    where m.status not in ('queued', 'held')`,
  "a message sent without Meta's id": `
    select id from messages where direction = 'out' and status in ('sent', 'delivered', 'read', 'played')
      and external_id is null`,
  "a released order without its credit fact": `
    select o.id from orders o where o.status in (${RELEASED_STATUSES.map((one) => `'${one}'`).join(", ")})
      and not exists (select from credit_facts c where c.ceo_id = o.ceo_id and c.order_id = o.id
        and c.id = o.credit_fact_id)`,
  "an order whose items do not add up": `
    select o.id from orders o where o.items_kobo <> (select coalesce(sum(i.quantity * i.unit_price_kobo), 0)
      from order_items i where i.ceo_id = o.ceo_id and i.order_id = o.id)`,
  "an order that asks for something else than the price agreed on": `
    select o.id from orders o join offers f on f.ceo_id = o.ceo_id and f.order_id = o.id and f.state = 'accepted'
    where o.total_kobo <> f.total_kobo`,
  "a price that is open for an order that was paid or called off": `
    select f.id from offers f join orders o on o.ceo_id = f.ceo_id and o.id = f.order_id
    where f.state = 'open' and o.status not in ('NEGOTIATING', 'AWAITING_PAYMENT')`,
  "an approved receipt that nobody decided": `
    select id from receipts where state = 'approved' and (decided_at is null or decided_by_id is null)`,
};

const AT_REST: Record<string, string> = {
  "a webhook body without an outcome": `select id from webhook_events where state = 'stored'`,
  "an inbound message that no turn took up": `
    select id from messages where direction = 'in' and handled_at is null`,
  "an event of a conversation that no turn took up": `select id from conversation_events where handled_at is null`,
  "an unsettled send": `select message_id as id from outbox where state <> 'held'`,
  "a job locked for longer than it can take": `
    select id::text from graphile_worker._private_jobs where locked_at < now() - interval '15 seconds'`,
  "a job given up": `
    select id::text from graphile_worker._private_jobs where attempts >= max_attempts and last_error is not null`,
};

async function askAll(sql: postgres.Sql, rules: Record<string, string>): Promise<string[]> {
  const found = [];
  for (const [name, query] of Object.entries(rules)) {
    const rows = await sql.unsafe(`select id from (${query}) broken limit 5`);
    if (rows.length > 0) found.push(`${name}: ${rows.map((row) => row.id).join(", ")}`);
  }
  return found;
}

type Move = { from_status: string | null; to_status: string };

/** Each order's moves are one path of the table of moves, from its beginning to where it stands. */
async function walkOrders(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ id: string; status: string; moves: Move[] | null }[]>`
    select o.id, o.status, (select json_agg(t order by t.at, t.id) from order_transitions t
      where t.ceo_id = o.ceo_id and t.order_id = o.id) as moves from orders o`;
  return rows.flatMap(({ id, status, moves }) => {
    const unknown = (moves ?? []).find(
      (move) =>
        move.from_status !== null &&
        !ORDER_MOVES.some((one) => one.from === move.from_status && one.to === move.to_status),
    );
    if (unknown) return [`order ${id} moved from ${unknown.from_status} to ${unknown.to_status}`];
    return endsOf(null, moves ?? []).includes(status)
      ? []
      : [`order ${id} did not get to ${status} by its moves`];
  });
}

/** Where walks that use every move once, beginning at `at`, can end. */
function endsOf(at: string | null, left: Move[]): (string | null)[] {
  if (left.length === 0) return [at];
  return left.flatMap((move, index) =>
    move.from_status === at ? endsOf(move.to_status, left.toSpliced(index, 1)) : [],
  );
}

/**
 * No row of a business that does not exist. Chains may outlive theirs, and the platform has one of its own; codes and
 * notices of a registration that was never finished end by their own time.
 */
async function ownedByNobody(sql: postgres.Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and c.column_name = 'ceo_id' and t.table_type = 'BASE TABLE'
      and c.table_name not like 'audit%' and c.table_name not in ('ceos', 'otp_challenges', 'notices')`;
  const parts = tables.map(
    ({ name }) =>
      `(select '${name}' as name from ${name} where ceo_id is not null and ceo_id not in (select ceo_id from ceos) limit 1)`,
  );
  const rows = await sql.unsafe<{ name: string }[]>(parts.join(" union all "));
  return rows.map(({ name }) => `a row of ${name} belongs to no business`);
}

/** The product's own verifier, reading as the superuser. */
async function verifyChains(sql: postgres.Sql, signingKey: string | undefined): Promise<string[]> {
  const heads = await sql<{ ceo_id: string; chain: Chain }[]>`
    select distinct ceo_id, chain from audit_entries union select ceo_id, chain from audit_heads`;
  const db = drizzle(sql);
  const keys = trustKeys(signingKey ? [createPublicKey(Buffer.from(signingKey, "base64").toString())] : []);
  const found = [];
  for (const { ceo_id: ceoId, chain } of heads) {
    const owner: ChainOwner = { ceoId, run: (work) => db.transaction((tx) => work(tx as unknown as Tx)) };
    const signed = await owner.run((tx) => readCheckpoints(tx, ceoId, chain));
    if (signed.length > 0 && !signingKey) continue;
    const { firstBad } = await verifyChain(owner, chain, { keys });
    if (firstBad) found.push(`chain ${chain} of ${ceoId} breaks at ${firstBad.seq}: ${firstBad.reason}`);
  }
  return found;
}
