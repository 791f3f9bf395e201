import { type SQL, sql } from "drizzle-orm";
import type { PUSH_KINDS } from "@/db/schema/push";
import type { Tx } from "@/lib/tenancy/with-tenant";

export type PushKind = (typeof PUSH_KINDS)[number];

export type PushNews = {
  kind: PushKind;
  /** The same for every telling of one event: what is reminded of again has another. */
  eventKey: string;
  /** Whom it is for; null: the owner. */
  vendorId: string | null;
  /** The owner is told beside the vendor. */
  isOwnersToo?: boolean;
  path: string;
  reference: string;
  totalKobo: number;
  business: string;
};

type Row = { event_key: string; vendor_id: string | null; place: string; reference: string; total: string };
type Found = Row & { business: string };

/** Whether news are this member's own. */
export function isFor(news: PushNews, member: { vendor_id: string; is_owner: boolean }): boolean {
  if (member.is_owner && (news.vendorId === null || news.isOwnersToo)) return true;
  return news.vendorId === member.vendor_id;
}

/**
 * What there is to tell of a receipt, offer, escalation, conversation or dispute, by how it stands in this moment; null when nobody
 * waits for it any more: it was decided, took its time, or went to somebody else's desk.
 */
export async function findNews(tx: Tx, kind: PushKind, subjectId: string): Promise<PushNews | null> {
  const [row] = await tx.execute<Found>(sql`
    select n.*, c.business_name as business from (${QUERIES[kind](subjectId)}) n, ceos c`);
  if (!row) return null;
  return {
    kind,
    eventKey: `${kind}:${row.event_key}`,
    vendorId: row.vendor_id,
    isOwnersToo: kind === "dispute",
    path: `${PLACES[kind]}/${row.place}`,
    reference: row.reference,
    totalKobo: Number(row.total),
    business: row.business,
  };
}

const PLACES: Record<PushKind, string> = {
  receipt: "/vendor/receipts",
  offer: "/vendor/negotiation",
  escalation: "/ceo/escalations",
  person: "/vendor/conversations",
  dispute: "/vendor/orders",
};

const QUERIES: Record<PushKind, (subjectId: string) => SQL> = {
  receipt: (id) => sql`
    select r.id as event_key, o.vendor_id, r.id as place, o.reference, o.total_kobo as total
    from receipts r join orders o on o.ceo_id = r.ceo_id and o.id = r.order_id
    where r.id = ${id} and r.state = 'waiting'`,
  // By an order's own id: its price waits for an answer, and the vendor is reminded (P7.6).
  offer: (id) => sql`
    select f.id as event_key, o.vendor_id, o.id as place, o.reference, f.total_kobo as total
    from offers f join orders o on o.ceo_id = f.ceo_id and o.id = f.order_id
    where f.id = ${id} and f.state = 'open' and f.made_by = 'buyer' and not f.awaits_ceo and f.expires_at > now()
    union all
    select concat(o.id, ':', o.reminded_at), o.vendor_id, o.id, o.reference, coalesce((
      select f.total_kobo from offers f where f.ceo_id = o.ceo_id and f.order_id = o.id and f.state = 'open'
        and f.made_by = 'buyer' and f.expires_at > now()), o.total_kobo)
    from orders o where o.id = ${id} and o.status = 'NEGOTIATING' and o.reminded_at is not null`,
  escalation: (id) => sql`
    select concat(e.id, ':', e.reminded_at) as event_key, null::text as vendor_id, e.id as place, o.reference,
      coalesce(f.total_kobo, o.total_kobo) as total
    from escalations e join orders o on o.ceo_id = e.ceo_id and o.id = e.order_id
      left join offers f on f.ceo_id = e.ceo_id and f.id = e.offer_id
    where e.id = ${id} and e.state = 'PENDING_CEO_APPROVAL'`,
  person: (id) => sql`
    select concat(v.id, ':', v.needs_person_since) as event_key, v.vendor_id, v.id as place, '' as reference,
      0 as total
    from conversations v where v.id = ${id} and v.needs_person_since is not null`,
  dispute: (id) => sql`
    select d.id as event_key, o.vendor_id, o.id as place, o.reference, o.total_kobo as total
    from order_disputes d join orders o on o.ceo_id = d.ceo_id and o.id = d.order_id
    where d.id = ${id} and d.closed_at is null`,
};
