import { sql } from "drizzle-orm";
import { isWindowOpen } from "@/lib/orders/payment-clock";
import type { Tx } from "@/lib/tenancy/with-tenant";
import type { Standstill } from "./whose-turn";

/** An order whose price nobody has spoken about for a while, and what its clock allows now. */
export type Quiet = Standstill & {
  orderId: string;
  isReminderDue: boolean;
  isLapseDue: boolean;
  /** Free text reaches the buyer, who wants messages. */
  mayTell: boolean;
};

type Row = {
  id: string;
  buyer_at: string | null;
  vendor_at: string | null;
  has_buyers: boolean;
  has_ours: boolean;
  with_owner: boolean;
  reminder_due: boolean;
  lapse_due: boolean;
  may_tell: boolean;
};

/** A person has the chat in hand at this moment. `v` is the conversation. */
const isPersonWriting = sql`(v.mode = 'person' and coalesce(v.mode_until > now(), true))`;

/**
 * When each side last did something. What a side declined was the other's offer; words of the buyer's count whatever they
 * are about, and so do those of people, not of the bot.
 */
const lastActs = sql`lateral (
  select greatest(o.created_at, v.last_inbound_at, max(f.created_at) filter (where f.made_by = 'buyer'),
      max(f.decided_at) filter (where f.made_by = 'vendor' and f.state = 'declined')) as buyer_at,
    greatest(max(f.created_at) filter (where f.made_by = 'vendor'),
      max(f.decided_at) filter (where f.made_by = 'buyer' and f.state = 'declined'),
      (select max(m.created_at) from messages m where m.ceo_id = o.ceo_id and m.conversation_id = o.conversation_id
        and m.direction = 'out' and m.author <> 'bot' and m.created_at >= o.created_at)) as vendor_at,
    coalesce(bool_or(f.made_by = 'buyer') filter (where f.state = 'open' and f.expires_at > now()), false) as has_buyers,
    coalesce(bool_or(f.made_by = 'vendor') filter (where f.state = 'open' and f.expires_at > now()), false) as has_ours,
    coalesce(bool_or(f.awaits_ceo) filter (where f.state = 'open' and f.expires_at > now()), false) as with_owner
  from offers f where f.ceo_id = o.ceo_id and f.order_id = o.id) acts`;

const quietSince = sql`greatest(o.changed_at, acts.buyer_at, acts.vendor_at)`;

/** Whoever's turn it is, once, while the buyer can still be answered; never while a person writes. */
const isReminderDue = sql`(o.reminded_at is null and not acts.with_owner and ${isWindowOpen}
  and ${quietSince} <= now() - make_interval(hours => b.reminder_hours)
  and not exists (select from bot_settings s where s.settings #>> '{features,reminders}' = 'false'))`;

/** After the longer time, and not while a price is open that somebody may still take. */
const isLapseDue = sql`(not (acts.has_buyers or acts.has_ours)
  and ${quietSince} <= now() - make_interval(hours => b.lapse_hours))`;

/**
 * The orders being agreed on whose time may have come (P7.6), the oldest first; with `orderId` that one alone. Lock the order
 * first, in a statement of its own, before acting on what is found: an offer that came in that moment is seen then.
 */
export async function findQuiet(tx: Tx, found: { orderId?: string; limit: number }): Promise<Quiet[]> {
  const rows = await tx.execute<Row>(sql`
    select o.id, acts.buyer_at::text, acts.vendor_at::text, acts.has_buyers, acts.has_ours, acts.with_owner,
      ${isReminderDue} as reminder_due, ${isLapseDue} as lapse_due,
      ${isWindowOpen} and c.opted_out_at is null as may_tell
    from orders o join ceos b on b.ceo_id = o.ceo_id
      join conversations v on v.ceo_id = o.ceo_id and v.id = o.conversation_id
      join contacts c on c.ceo_id = o.ceo_id and c.id = o.contact_id,
      ${lastActs}
    where o.status = 'NEGOTIATING' and o.changed_at <= now() - make_interval(hours => b.reminder_hours)
      and ${found.orderId === undefined ? sql`true` : sql`o.id = ${found.orderId}`}
      and not ${isPersonWriting} and (${isReminderDue} or ${isLapseDue})
    order by o.changed_at, o.id limit ${found.limit}`);
  return rows.map((row) => ({
    orderId: row.id,
    buyerAt: row.buyer_at === null ? null : new Date(row.buyer_at),
    vendorAt: row.vendor_at === null ? null : new Date(row.vendor_at),
    hasBuyersOffer: row.has_buyers,
    hasOurOffer: row.has_ours,
    isWithOwner: row.with_owner,
    isReminderDue: row.reminder_due,
    isLapseDue: row.lapse_due,
    mayTell: row.may_tell,
  }));
}
