import { type SQL, sql } from "drizzle-orm";
import { type Cursor, decodeCursor, toPage } from "@/lib/cursor";
import { notFound } from "@/lib/errors";
import { maskEmail, maskPhone } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { ENDED_ORDERS } from "./rules";
import type { VendorFilter, VendorPage, VendorView } from "./schema";

type Row = {
  id: string;
  name: string;
  phone: string;
  email: string | null;
  status: VendorView["status"];
  is_owner: boolean;
  open_orders: number;
  products: number;
  last_seen_at: string | null;
  created_at: string;
};

/** The staff of this business: the owner, then the others in the order they came. */
export function listVendors(ctx: MemberContext, filter: VendorFilter): Promise<VendorPage> {
  authorize(ctx, "member.manage");
  const cursor = decodeCursor(filter.cursor);
  return withTenantAndPlatform(ctx, async (tx) => {
    const rows = await readRows(
      tx,
      ctx,
      sql`${filter.status ? sql`v.status = ${filter.status}` : sql`v.status <> 'removed'`}
        and ${filter.q ? sql`v.name ilike ${`%${filter.q.replace(/[\\%_]/g, "\\$&")}%`}` : sql`true`}
        and ${cursor ? afterCursor(ctx, cursor) : sql`true`}`,
      filter.limit + 1,
    );
    return toPage(rows, filter.limit, (row) => ({ createdAt: row.created_at, id: row.id }), toView);
  });
}

/** One member of staff. Throws `not_found` for another business's. */
export function getVendor(ctx: MemberContext, vendorId: string): Promise<VendorView> {
  authorize(ctx, "member.manage");
  return withTenantAndPlatform(ctx, (tx) => findVendor(tx, ctx, vendorId));
}

/** One member of staff inside a transaction. Throws `not_found` for another business's. */
export async function findVendor(
  tx: Tx & PlatformTx,
  ctx: MemberContext,
  vendorId: string,
): Promise<VendorView> {
  const [row] = await readRows(tx, ctx, sql`v.id = ${vendorId}`, 1);
  if (!row) throw notFound("This vendor");
  return toView(row);
}

async function readRows(tx: Tx & PlatformTx, ctx: MemberContext, where: SQL, limit: number): Promise<Row[]> {
  const ended = sql.join(
    ENDED_ORDERS.map((status) => sql`${status}`),
    sql`, `,
  );
  return [
    ...(await tx.execute<Row>(sql`
      select v.id, v.name, v.phone, v.email, v.status, v.is_owner, v.created_at::text as created_at,
        (select count(*)::int from orders o
          where o.ceo_id = v.ceo_id and o.vendor_id = v.id and o.status not in (${ended})) as open_orders,
        (select count(*)::int from products p where p.ceo_id = v.ceo_id and p.vendor_id = v.id) as products,
        (select max(s.last_seen_at)::text from sessions s
          where s.ceo_id = v.ceo_id and s.vendor_id = v.id) as last_seen_at
      from vendors v where v.ceo_id = ${ctx.ceoId} and ${where}
      order by not v.is_owner, v.created_at, v.id limit ${limit}`)),
  ];
}

/** The owner stands first, so she is never after a cursor, and everybody else is after hers. */
function afterCursor(ctx: MemberContext, { createdAt, id }: Cursor): SQL {
  return sql`not v.is_owner and ((v.created_at, v.id) > (${createdAt}::timestamptz, ${id})
    or exists (select from vendors w where w.ceo_id = ${ctx.ceoId} and w.id = ${id} and w.is_owner))`;
}

function toView(row: Row): VendorView {
  return {
    vendor_id: row.id,
    name: row.name,
    phone_masked: maskPhone(row.phone),
    email_masked: row.email && maskEmail(row.email),
    status: row.status,
    is_owner: row.is_owner,
    open_orders: row.open_orders,
    products: row.products,
    last_seen_at: row.last_seen_at && new Date(row.last_seen_at).toISOString(),
    created_at: new Date(row.created_at).toISOString(),
  };
}
