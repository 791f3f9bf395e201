import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError, notFound } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

export type VendorChange = "suspended" | "active" | "removed";

const ACTIONS = {
  suspended: "VENDOR_SUSPENDED",
  active: "VENDOR_RESTORED",
  removed: "VENDOR_REMOVED",
} as const;

/**
 * Suspends, restores or removes a member of staff (P2.3). All but restoring ends their sessions in this business in the
 * same transaction. The owner's own row cannot be changed here.
 */
export async function changeVendor(
  ctx: MemberContext,
  vendorId: string,
  status: VendorChange,
): Promise<void> {
  authorize(ctx, "member.manage");
  if (vendorId === ctx.vendorId) throw new AppError("conflict", "You cannot do this to yourself.");
  await withTenantAndPlatform(ctx, async (tx) => {
    const changed = await spendOnce(
      tx,
      sql`update vendors set status = ${status}
        where ceo_id = ${ctx.ceoId} and id = ${vendorId} and not is_owner and status not in ('removed', ${status})
        returning id`,
    );
    if (!changed) throw notFound("This vendor");
    if (status !== "active") {
      await tx.execute(sql`
        with ended as (
          update sessions set revoked_at = now(), revoked_why = 'member_changed'
          where ceo_id = ${ctx.ceoId} and vendor_id = ${vendorId} and revoked_at is null returning id
        )
        select pg_notify('session_ended', id) from ended`);
    }
    await recordEntry(tx, ctx, { action: ACTIONS[status], subject: { kind: "vendor", id: vendorId } });
  });
}
