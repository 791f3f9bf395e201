import { sql } from "drizzle-orm";
import { formatNaira } from "@/lib/money";
import { tellOwner } from "@/lib/notices/tell-owner";
import { queuePush } from "@/lib/push/queue-push";
import { systemContext } from "@/lib/tenancy/context";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

type Told = { order_id: string; reference: string; total_kobo: string };

/**
 * Job: tells the owner of a dispute by SMS and email, and owner and vendor by push (P11.4), once, as they are told of an
 * escalation. One that was settled by then is not told of. The text names no buyer and none of their words.
 */
export async function tellDispute(job: { ceoId: string; disputeId: string }): Promise<void> {
  const ctx = systemContext(job.ceoId, { kind: "worker", id: "worker" });
  await withTenantAndPlatform(ctx, async (tx) => {
    const told = await spendOnce<Told>(
      tx,
      sql`
      update order_disputes d set told_at = now() from orders o
      where d.id = ${job.disputeId} and d.told_at is null and d.closed_at is null
        and o.ceo_id = d.ceo_id and o.id = d.order_id
      returning o.id as order_id, o.reference, o.total_kobo`,
    );
    if (!told) return;
    const details = {
      orderReference: told.reference,
      amount: formatNaira(Number(told.total_kobo)),
      path: `/ceo/orders/${told.order_id}`,
    };
    await tellOwner(tx, ctx, { template: "order.disputed", details });
    await queuePush(tx, ctx.ceoId, { kind: "dispute", subjectId: job.disputeId });
  });
}
