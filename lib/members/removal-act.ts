import { sql } from "drizzle-orm";
import { AppError, notFound } from "@/lib/errors";
import type { SensitiveAct } from "@/lib/otp/request-challenge";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { ownRow } from "./change-vendor";

export type Removal = {
  vendorId: string;
  /** Who takes over; absent: the owner. */
  toVendorId?: string;
};

export type RemovalAct = SensitiveAct & {
  facts: Record<string, unknown>;
  action: string;
  /** Who takes over, found. */
  toVendorId: string;
};

type Member = { id: string; name: string; status: string; is_owner: boolean };

/**
 * What a code for removing a vendor stands for: who goes, and who takes over. Throws `not_found` for one who is not on this
 * staff, `conflict` for the owner's own row or when the other one cannot take over.
 */
export function removalAct(ctx: MemberContext, removal: Removal): Promise<RemovalAct> {
  authorize(ctx, "member.manage");
  return withTenant(ctx, (tx) => loadRemovalAct(tx, removal));
}

/** The same inside a transaction; both rows are locked, always in one order, so that two removals at once cannot cross. */
export async function loadRemovalAct(
  tx: Tx,
  { vendorId, toVendorId }: Removal,
  options: { isLocking?: boolean } = {},
): Promise<RemovalAct> {
  const members = await tx.execute<Member>(sql`
    select id, name, status, is_owner from vendors
    where id in (${vendorId}, ${toVendorId ?? vendorId}) or is_owner
    order by id ${options.isLocking ? sql`for update` : sql``}`);
  const leaving = members.find((member) => member.id === vendorId);
  if (!leaving || leaving.status === "removed") throw notFound("This vendor");
  if (leaving.is_owner) throw ownRow();
  const heir = members.find((member) => (toVendorId ? member.id === toVendorId : member.is_owner));
  if (heir?.status !== "active" || heir.id === vendorId) throw noHeir();
  return {
    purpose: "vendor.remove",
    target: { id: vendorId, ...(toVendorId ? { to_vendor_id: toVendorId } : {}) },
    facts: { vendor_id: vendorId, to: heir.id },
    action: `Remove ${leaving.name} from the staff; the work goes to ${heir.name}`,
    toVendorId: heir.id,
  };
}

function noHeir(): AppError {
  const message = "Their work must go to somebody else who is active on your staff. Choose again.";
  return new AppError("conflict", message, { fields: [{ path: "to_vendor_id", message }] });
}
