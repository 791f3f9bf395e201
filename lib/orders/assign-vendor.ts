import { and, eq, inArray, sql } from "drizzle-orm";
import { vendors } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import type { Tx } from "@/lib/tenancy/with-tenant";

/**
 * Who takes care of a new order (P7.3): the vendor of its first product that has an active one, else the active
 * member of staff with the fewest orders under way, else the CEO herself. The one chosen is held until the commit: one
 * who is being removed gets no order any more.
 */
export async function assignVendor(tx: Tx, productVendorIds: readonly (string | null)[]): Promise<string> {
  const wanted = productVendorIds.filter((id): id is string => id !== null);
  return (await firstActive(tx, wanted)) ?? (await leastLoaded(tx)) ?? (await ownVendor(tx));
}

async function firstActive(tx: Tx, ids: readonly string[]): Promise<string | null> {
  if (ids.length === 0) return null;
  const rows = await tx
    .select({ id: vendors.id })
    .from(vendors)
    .where(and(inArray(vendors.id, [...ids]), eq(vendors.status, "active")))
    .for("share");
  const active = new Set(rows.map((row) => row.id));
  return ids.find((id) => active.has(id)) ?? null;
}

async function leastLoaded(tx: Tx): Promise<string | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select v.id from vendors v
    where v.status = 'active' and not v.is_owner
    order by (select count(*) from orders o where o.ceo_id = v.ceo_id and o.vendor_id = v.id
      and o.status not in ('DELIVERED', 'CANCELLED')), v.created_at, v.id limit 1 for share of v`);
  return row?.id ?? null;
}

async function ownVendor(tx: Tx): Promise<string> {
  const [row] = await tx.select({ id: vendors.id }).from(vendors).where(eq(vendors.isOwner, true)).limit(1);
  if (!row) throw new AppError("conflict", "Nobody in this business can take the order.");
  return row.id;
}
