import { type SQL, sql } from "drizzle-orm";
import { readLabels } from "@/lib/audit/read-labels";
import { type Cursor, decodeCursor, toPage } from "@/lib/cursor";
import type { Context } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { sayTrouble } from "@/lib/words/en/trouble";
import type { TroubleFilter, TroubleItem, TroubleKind, TroublePage } from "./schema";
import { type Narrow, troubleRows } from "./sources";

type Row = {
  id: string;
  kind: TroubleKind;
  reason: string;
  detail: string | null;
  at: string;
  count: number;
  conversationId: string | null;
  orderId: string | null;
  contactId: string | null;
};

/** What went wrong in the last 30 days, the newest first, without what was seen (or only that). CEO only. */
export async function listTrouble(ctx: Context, filter: TroubleFilter): Promise<TroublePage> {
  authorize(ctx, "trouble.read");
  return withTenant(ctx, (tx) => readTrouble(tx, ctx.ceoId, filter));
}

/** The same in the caller's transaction. */
export async function readTrouble(tx: Tx, ceoId: string, filter: TroubleFilter): Promise<TroublePage> {
  const cursor = decodeCursor(filter.cursor);
  const { limit, kind } = filter;
  const isSeen = filter.seen === "true";
  const narrow = narrowing(ceoId, isSeen, cursor);
  const rows = kind === "channel" ? [] : await readRows(tx, ceoId, narrow, limit + 1, kind);
  const showsStanding = !cursor && !isSeen && (kind ?? "channel") === "channel";
  const standing = showsStanding ? await readChannels(tx, ceoId) : [];
  const labels = await readLabels(tx, ceoId, idsIn(rows));
  const { items, next_cursor } = toPage(
    rows,
    limit,
    (row) => ({ createdAt: row.at, id: row.id }),
    (row) => toItem(row, labels),
  );
  return { standing: standing.map((row) => toItem(row, labels)), items, next_cursor };
}

function narrowing(ceoId: string, isSeen: boolean, cursor: Cursor | undefined): Narrow {
  return (id, at) => {
    const marked = sql`exists (select from trouble_marks k where k.ceo_id = ${ceoId} and k.item_id = ${id} and k.seen_until >= ${at})`;
    const seen = isSeen ? marked : sql`not ${marked}`;
    return cursor ? sql`${seen} and (${at}, ${id}) < (${cursor.createdAt}::timestamptz, ${cursor.id})` : seen;
  };
}

async function readRows(
  tx: Tx,
  ceoId: string,
  narrow: Narrow,
  limit: number,
  kind: TroubleKind | undefined,
): Promise<Row[]> {
  return tx.execute<Row>(
    columns(sql`
    select * from (${troubleRows({ ceoId, narrow, limit }, kind)}) f order by f.at desc, f.id desc limit ${limit}`),
  );
}

function columns(rows: SQL): SQL {
  return sql`select f.id, f.kind, f.reason, f.detail, f.at::text as at, f.count, f.conversation_id as "conversationId",
    f.order_id as "orderId", f.contact_id as "contactId" from (${rows}) f order by f.at desc, f.id desc`;
}

/** Channels that do not work, since when, and how many messages wait for them. */
async function readChannels(tx: Tx, ceoId: string): Promise<Row[]> {
  return tx.execute<Row>(
    columns(sql`
    select h.id, 'channel' as kind, case when h.status = 'connected' then 'trouble' else h.status end as reason,
      concat_ws(': ', h.display_name, h.trouble) as detail,
      coalesce((select e.at from audit_entries e where e.ceo_id = ${ceoId} and e.chain = 'main' and e.subject_id = h.id
        and e.action = 'CHANNEL_NEEDS_RECONNECT' order by e.seq desc limit 1), h.last_message_at, h.created_at) as at,
      (select count(*)::int from (select from outbox o join messages m on m.ceo_id = o.ceo_id and m.id = o.message_id
        where o.ceo_id = ${ceoId} and o.state = 'held' and m.channel_id = h.id limit 1000) x) as count,
      null::text as conversation_id, null::text as order_id, null::text as contact_id
    from channels h
    where h.ceo_id = ${ceoId} and (h.status = 'needs_reconnect' or (h.status = 'connected' and h.trouble is not null))`),
  );
}

function idsIn(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => [row.contactId, row.orderId]).filter((id) => id !== null);
}

function toItem(row: Row, labels: ReadonlyMap<string, string>): TroubleItem {
  return {
    id: row.id,
    kind: row.kind,
    reason: row.reason,
    ...sayTrouble(row),
    count: row.count,
    name: (row.contactId && labels.get(row.contactId)) || null,
    order_reference: (row.orderId && labels.get(row.orderId)) || null,
    href: hrefOf(row),
    at: new Date(row.at).toISOString(),
  };
}

function hrefOf({ kind, conversationId, orderId, contactId }: Row): string | null {
  if (conversationId && contactId) return `/vendor/conversations/${conversationId}`;
  if (orderId) return `/ceo/orders/${orderId}`;
  return kind === "channel" ? "/ceo/connections" : null;
}
