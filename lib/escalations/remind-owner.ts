import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { recordEntry } from "@/lib/audit/record-entry";
import { publishEvent } from "@/lib/live/publish-event";
import { describeError, log } from "@/lib/log";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { tellOwner } from "./tell-owner";

/** More of one business wait for the next run, five minutes later. */
const ESCALATIONS_PER_RUN_MAX = 100;

/**
 * Job, every five minutes: reminds each CEO, once, of what she has not decided within her time (P10.5). It decides nothing.
 * Each reminder is a transaction of its own: one that fails holds up no other. Safe to run twice, and at once.
 */
export async function remindEscalations(): Promise<void> {
  const businesses = await rawSql()<{ ceo_id: string }[]>`select ceo_id from lookup_overdue_businesses()`;
  for (const { ceo_id: ceoId } of businesses) {
    const ctx = systemContext(ceoId, { kind: "worker", id: "worker" });
    for (const escalationId of await findOverdue(ctx)) {
      await withTenantAndPlatform(ctx, (tx) => remindOwner(tx, ctx, escalationId)).catch((error: unknown) =>
        log.error({ ceoId, escalationId, error: describeError(error) }, "a reminder could not be sent"),
      );
    }
  }
}

const isOverdue = sql`e.state = 'PENDING_CEO_APPROVAL' and e.reminded_at is null
  and e.created_at <= now() - make_interval(hours => b.escalation_overdue_hours)`;

async function findOverdue(ctx: Context): Promise<string[]> {
  const rows = await withTenant(ctx, (tx) =>
    tx.execute<{ id: string }>(sql`
      select e.id from escalations e join ceos b on b.ceo_id = e.ceo_id where ${isOverdue}
      order by e.created_at, e.id limit ${ESCALATIONS_PER_RUN_MAX}`),
  );
  return rows.map(({ id }) => id);
}

type Reminded = { order_id: string; reference: string; total_kobo: string; vendor_id: string };

async function remindOwner(tx: Tx & PlatformTx, ctx: Context, escalationId: string): Promise<void> {
  authorize(ctx, "escalation.open");
  const reminded = await spendOnce<Reminded>(
    tx,
    sql`
    update escalations e set reminded_at = now() from ceos b, orders o
    where e.id = ${escalationId} and b.ceo_id = e.ceo_id and ${isOverdue} and o.ceo_id = e.ceo_id and o.id = e.order_id
    returning o.id as order_id, o.reference, o.total_kobo, o.vendor_id`,
  );
  if (!reminded) return;
  const { order_id: orderId, reference, vendor_id: vendorId } = reminded;
  const totalKobo = Number(reminded.total_kobo);
  await tellOwner(tx, ctx, { template: "escalation.overdue", escalationId, reference, totalKobo });
  await publishEvent(tx, ctx.ceoId, { topic: "escalation", ids: { escalationId, orderId }, vendorId });
  await recordEntry(tx, ctx, {
    action: "ESCALATION_REMINDED",
    subject: { kind: "order", id: orderId },
    details: { escalation_id: escalationId, reference },
  });
}
