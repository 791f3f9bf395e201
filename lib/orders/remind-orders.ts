import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { describeError, log } from "@/lib/log";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { lapseOrder } from "./lapse-order";
import { remindOrder } from "./remind-order";

/** More of one business wait for the next run, five minutes later. */
const ORDERS_PER_RUN_MAX = 500;

/**
 * Job, every five minutes: orders without a proof of payment after the business's time are reminded of once, and lapse
 * after the longer one (P7.6). Business by business, each order in a transaction of its own: one that fails holds up no
 * other and is met again at the next run. Safe to run twice, and at once.
 */
export async function remindOrders(): Promise<void> {
  const businesses = await rawSql()<{ ceo_id: string }[]>`select ceo_id from lookup_unpaid_businesses()`;
  for (const { ceo_id: ceoId } of businesses) {
    const ctx = systemContext(ceoId, { kind: "worker", id: "worker" });
    for (const due of await findDue(ctx)) {
      const act = due.is_lapsing ? lapseOrder : remindOrder;
      await withTenant(ctx, (tx) => act(tx, ctx, due.id)).catch((error: unknown) =>
        log.error({ ceoId, orderId: due.id, error: describeError(error) }, "an order's payment clock failed"),
      );
    }
  }
}

type Due = { id: string; is_lapsing: boolean };

/** Orders whose time may have come, the oldest first. Each act looks again, with the order locked. */
async function findDue(ctx: Context): Promise<Due[]> {
  return withTenant(ctx, (tx) =>
    tx.execute<Due>(sql`
      select o.id, o.changed_at <= now() - make_interval(hours => b.lapse_hours) as is_lapsing
      from orders o join ceos b on b.ceo_id = o.ceo_id
      where o.status = 'AWAITING_PAYMENT' and o.changed_at <= now()
        - make_interval(hours => case when o.reminded_at is null then b.reminder_hours else b.lapse_hours end)
      order by o.changed_at, o.id limit ${ORDERS_PER_RUN_MAX}`),
  );
}
