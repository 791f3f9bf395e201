import { sql } from "drizzle-orm";
import { recordEntry } from "@/lib/audit/record-entry";
import { endSessions } from "@/lib/auth/end-sessions";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { spendOnce } from "@/lib/tenancy/spend-once";
import { type PlatformTx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { findVendor } from "./queries";
import type { VendorView } from "./schema";

export type VendorChange = "suspended" | "active";

const ACTIONS = { suspended: "VENDOR_SUSPENDED", active: "VENDOR_RESTORED" } as const;

/**
 * Suspends or restores a member of staff (P2.3). Suspending ends their sessions in this business and closes their live
 * streams with the same commit. Asked again it changes nothing. Throws `conflict` for the owner's own row, `not_found` for
 * one who was removed or is another business's.
 */
export function changeVendor(
  ctx: MemberContext,
  vendorId: string,
  status: VendorChange,
): Promise<VendorView> {
  authorize(ctx, "member.manage");
  return withTenantAndPlatform(ctx, async (tx) => {
    const changed = await spendOnce(
      tx,
      sql`update vendors set status = ${status}
        where ceo_id = ${ctx.ceoId} and id = ${vendorId} and not is_owner and status not in ('removed', ${status})
        returning id`,
    );
    const vendor = await findVendor(tx, ctx, vendorId);
    if (vendor.is_owner) throw ownRow();
    if (vendor.status === "removed") {
      throw new AppError("not_found", "This vendor was removed. Add them again instead.");
    }
    if (!changed) return vendor;
    if (status === "suspended") await endMemberSessions(tx, ctx.ceoId, vendorId);
    await recordEntry(tx, ctx, { action: ACTIONS[status], subject: { kind: "vendor", id: vendorId } });
    return vendor;
  });
}

/** Signs a member out of this business on every device; their other businesses are left alone. */
export async function endMemberSessions(tx: PlatformTx, ceoId: string, vendorId: string): Promise<void> {
  await endSessions(tx, sql`ceo_id = ${ceoId} and vendor_id = ${vendorId}`, "member_changed");
}

/** The owner's row is how she checks receipts herself: it lives as long as the business. */
export function ownRow(): AppError {
  return new AppError(
    "conflict",
    "This is your own place in the business. It cannot be suspended or removed.",
  );
}
