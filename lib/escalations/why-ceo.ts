import { sql } from "drizzle-orm";
import { ceos } from "@/db/schema/people";
import type { AddsUp } from "@/db/schema/proof";
import type { OrderRow } from "@/lib/orders/move-order";
import type { Tx } from "@/lib/tenancy/with-tenant";

/** Orders that count: their buyer says that they are paid, and nobody has refused them. */
const COUNTED = sql.raw(
  "('RECEIPT_UPLOADED', 'ESCALATED', 'APPROVED', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'DISPUTED')",
);

export type WhyCeo = { reason: "amount" } | { reason: "sum"; addsUp: AddsUp };

/**
 * Why only the CEO may release this order (P10.1), or null: its own total reaches the threshold, or it is the one with
 * which the orders of its buyer, or to its address, reach it within 24 hours by the database's clock. An order is counted
 * from its first proof of payment on. Two that come at once are looked at one after the other. The order is locked by the
 * caller and has a proof.
 */
export async function whyCeo(tx: Tx, order: OrderRow): Promise<WhyCeo | null> {
  const [business] = await tx.select({ thresholdKobo: ceos.escalationThresholdKobo }).from(ceos);
  const thresholdKobo = business?.thresholdKobo ?? 0;
  if (order.totalKobo >= thresholdKobo) return { reason: "amount" };
  await lockSums(tx, order);
  for (const by of ["buyer", "address"] as const) {
    const earlier = await earlierOrders(tx, order, by);
    const sumKobo = earlier.reduce((sum, { totalKobo }) => sum + totalKobo, order.totalKobo);
    if (sumKobo >= thresholdKobo) return { reason: "sum", addsUp: { by, sumKobo, orders: earlier } };
  }
  return null;
}

/** In the order of their numbers, so that two orders that share buyer and address never wait for each other. */
async function lockSums(tx: Tx, order: OrderRow): Promise<void> {
  await tx.execute(sql`
    select pg_advisory_xact_lock(key) from (
      select hashtextextended(${`${order.ceoId} buyer ${order.contactId}`}, 3) as key
      union select hashtextextended(${`${order.ceoId} address `} || address_key, 3)
      from orders where id = ${order.id} and address_key is not null order by key) keys`);
}

/** The day's orders before this one, the oldest first; the moment of an order is that of its first readable proof. */
async function earlierOrders(tx: Tx, order: OrderRow, by: AddsUp["by"]): Promise<AddsUp["orders"]> {
  const isAlike =
    by === "buyer" ? sql`o.contact_id = mine.contact_id` : sql`o.address_key = mine.address_key`;
  const claimedAt = (alias: string) => sql`(
    select min(r.created_at) from receipts r
    where r.ceo_id = ${sql.raw(alias)}.ceo_id and r.order_id = ${sql.raw(alias)}.id and r.state <> 'unreadable')`;
  const rows = await tx.execute<{ id: string; reference: string; total_kobo: string }>(sql`
    with mine as (select o.*, ${claimedAt("o")} as claimed_at from orders o where o.id = ${order.id})
    select o.id, o.reference, o.total_kobo
    from mine join orders o on o.ceo_id = mine.ceo_id and ${isAlike} and o.id <> mine.id,
      lateral (select ${claimedAt("o")} as claimed_at) claim
    where o.status in ${COUNTED} and claim.claimed_at > mine.claimed_at - interval '24 hours'
      and (claim.claimed_at, o.id) < (mine.claimed_at, mine.id)
    order by claim.claimed_at, o.id`);
  return rows.map(({ id, reference, total_kobo }) => ({
    orderId: id,
    reference,
    totalKobo: Number(total_kobo),
  }));
}
