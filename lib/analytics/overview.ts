import { sql } from "drizzle-orm";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { OverviewView } from "./schema";

const DAYS_SHOWN = 14;

/** The numbers of the CEO's start page. Days are those of the business's own time zone. */
export async function readOverview(ctx: MemberContext): Promise<OverviewView> {
  authorize(ctx, "overview.read");
  return withTenant(ctx, async (tx) => {
    const days = await salesByDay(tx, ctx.timeZone);
    const messages = await messagesIn(tx, ctx.timeZone);
    const waiting = await whatWaits(tx);
    const [today, yesterday] = [days.at(-1), days.at(-2)];
    return {
      paid_kobo: { today: today?.paid_kobo ?? 0, yesterday: yesterday?.paid_kobo ?? 0 },
      orders: { today: today?.orders ?? 0, yesterday: yesterday?.orders ?? 0 },
      receipts_waiting: waiting.needs_you.receipts,
      messages_in: messages,
      days,
      ...waiting,
    };
  });
}

async function salesByDay(tx: Tx, timeZone: string): Promise<OverviewView["days"]> {
  const rows = await tx.execute<{ day: string; paid_kobo: string; orders: string }>(sql`
    with days as (
      select generate_series((now() at time zone ${timeZone})::date - ${DAYS_SHOWN - 1}::int,
        (now() at time zone ${timeZone})::date, interval '1 day')::date as day
    ), placed as (
      select (created_at at time zone ${timeZone})::date as day, count(*) as orders from orders
      where created_at > now() - make_interval(days => ${DAYS_SHOWN + 1}) group by 1
    ), paid as (
      select (t.at at time zone ${timeZone})::date as day, sum(o.total_kobo) as paid_kobo
      from order_transitions t join orders o on o.ceo_id = t.ceo_id and o.id = t.order_id
      where t.to_status = 'APPROVED' and t.at > now() - make_interval(days => ${DAYS_SHOWN + 1}) group by 1
    )
    select days.day::text, coalesce(paid.paid_kobo, 0) as paid_kobo, coalesce(placed.orders, 0) as orders
    from days left join placed using (day) left join paid using (day) order by days.day`);
  return rows.map((row) => ({ day: row.day, paid_kobo: Number(row.paid_kobo), orders: Number(row.orders) }));
}

async function messagesIn(tx: Tx, timeZone: string): Promise<OverviewView["messages_in"]> {
  const [row] = await tx.execute<{ today: string; yesterday: string }>(sql`
    select count(*) filter (where created_at >= date_trunc('day', now(), ${timeZone})) as today,
      count(*) filter (where created_at < date_trunc('day', now(), ${timeZone})) as yesterday
    from messages where direction = 'in' and created_at >= date_trunc('day', now(), ${timeZone}) - interval '1 day'`);
  return { today: Number(row?.today ?? 0), yesterday: Number(row?.yesterday ?? 0) };
}

async function whatWaits(tx: Tx): Promise<Pick<OverviewView, "needs_you" | "setup">> {
  const [row] = await tx.execute<Record<string, string | boolean>>(sql`
    select (select count(*) from receipts where state = 'waiting') as receipts,
      (select count(*) from escalations where state = 'PENDING_CEO_APPROVAL') as escalations,
      (select count(*) from escalations e join ceos b on b.ceo_id = e.ceo_id where e.state = 'PENDING_CEO_APPROVAL'
        and e.created_at < now() - make_interval(hours => b.escalation_overdue_hours)) as escalations_overdue,
      (select count(*) from conversations where needs_person_since is not null) as conversations,
      (select count(*) from order_disputes where closed_at is null) as disputes,
      (select count(*) from channels where status = 'needs_reconnect') as channels,
      (select count(*) from unhandled_events where created_at > now() - interval '7 days') as unhandled,
      exists (select from channels where status = 'connected') as channel,
      exists (select from bank_accounts where stopped_at is null) as account,
      exists (select from products where active) as product,
      exists (select from bot_settings where version > 0) as voice,
      exists (select from vendors where not is_owner and status <> 'removed') as vendor,
      exists (select from orders) as "order",
      exists (select from orders where credit_fact_id is not null) as sold`);
  const count = (name: string) => Number(row?.[name] ?? 0);
  return {
    needs_you: {
      receipts: count("receipts"),
      escalations: count("escalations"),
      escalations_overdue: count("escalations_overdue"),
      conversations: count("conversations"),
      disputes: count("disputes"),
      channels: count("channels"),
      unhandled: count("unhandled"),
    },
    setup: {
      channel: row?.channel === true,
      account: row?.account === true,
      product: row?.product === true,
      voice: row?.voice === true,
      vendor: row?.vendor === true,
      order: row?.order === true,
      sold: row?.sold === true,
    },
  };
}
