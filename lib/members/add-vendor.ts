import { sql } from "drizzle-orm";
import { identities, vendors } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { queueNotice } from "@/lib/notices/queue-notice";
import { maskPhone } from "@/lib/phone";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

export type NewVendor = {
  name: string;
  /** E.164. */
  phone: string;
  email?: string;
};

/**
 * Adds a member of staff and tells them by SMS; they sign in with the number. Nothing tells whether another business
 * knows the number (decision 1). Throws `conflict` when they are on this staff already.
 */
export async function addVendor(ctx: MemberContext, vendor: NewVendor): Promise<{ vendorId: string }> {
  authorize(ctx, "member.manage");
  const vendorId = newId("vendor");
  await withTenantAndPlatform(ctx, async (tx) => {
    const identityId = await findOrMakeIdentity(tx, vendor);
    const { name, phone, email } = vendor;
    const added = await tx
      .insert(vendors)
      .values({ ceoId: ctx.ceoId, id: vendorId, identityId, name, phone, email: email ?? null })
      .onConflictDoNothing()
      .returning({ id: vendors.id });
    if (added.length === 0) throw new AppError("conflict", "This number is on your staff already.");
    await queueNotice(tx, {
      way: "sms",
      to: phone,
      template: "vendor.added",
      details: { businessName: ctx.businessName },
      ceoId: ctx.ceoId,
      subjectId: vendorId,
    });
    await recordEntry(tx, ctx, {
      action: "VENDOR_ADDED",
      subject: { kind: "vendor", id: vendorId },
      details: { phone: maskPhone(phone) },
    });
  });
  return { vendorId };
}

/**
 * The person behind a number: who has proved it, or whom another CEO added by it. Never a pending registration: whoever
 * made that up could answer by the email they gave.
 */
async function findOrMakeIdentity(tx: PlatformTx, { name, phone }: NewVendor): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${phone}, 3))`);
  const [known] = await tx.execute<{ id: string }>(sql`
    select id from identities where phone = ${phone} and (phone_verified_at is not null or email is null)
    order by phone_verified_at is null, created_at limit 1`);
  if (known) return known.id;
  const id = newId("identity");
  await tx.insert(identities).values({ id, name, phone });
  return id;
}
