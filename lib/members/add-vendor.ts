import { sql } from "drizzle-orm";
import { ceos, identities, vendors } from "@/db/schema/people";
import { recordEntry } from "@/lib/audit/record-entry";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { queueNotice } from "@/lib/notices/queue-notice";
import { mayTextUnproven } from "@/lib/otp/allow-sms";
import { maskPhone } from "@/lib/phone";
import { takePermit } from "@/lib/rate-limit/take-permit";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { readVendorPhone } from "./rules";

export type NewVendor = {
  name: string;
  /** As typed; a mobile of the business's own country. */
  phone: string;
  email?: string;
};

/**
 * Adds a member of staff and tells them by SMS; they sign in with the number. Nothing tells whether another business
 * knows the number (decision 1). Throws `invalid_request` for a number that no code can be sent to, `conflict` when they
 * are on this staff already, `rate_limited` beyond 30 invitations a day, or beyond what may be texted to such numbers.
 */
export async function addVendor(ctx: MemberContext, vendor: NewVendor): Promise<{ vendorId: string }> {
  authorize(ctx, "member.manage");
  const vendorId = newId("vendor");
  const { phone, country } = await withTenant(ctx, async (tx) => {
    const read = await readPhone(tx, vendor.phone);
    await checkNew(tx, read.phone);
    return read;
  });
  await takePermit("vendor.invite.day", ctx.ceoId);
  // Whoever is behind the number: many businesses could else be made to have one row of numbers texted (OT-09).
  if (!(await mayTextUnproven(phone, country))) throw textedOften();
  await withTenantAndPlatform(ctx, async (tx) => {
    await lockPhone(tx, phone);
    await checkNew(tx, phone);
    const identityId = await findOrMakeIdentity(tx, { ...vendor, phone });
    const { name, email } = vendor;
    const added = await tx
      .insert(vendors)
      .values({ ceoId: ctx.ceoId, id: vendorId, identityId, name, phone, email: email ?? null })
      .onConflictDoNothing()
      .returning({ id: vendors.id });
    if (added.length === 0) throw onStaff("This number");
    await queueNotice(tx, {
      way: "sms",
      to: phone,
      template: "vendor.added",
      details: { businessName: ctx.businessName, link: `${env().APP_URL}/login?as=vendor` },
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

async function readPhone(tx: Tx, typed: string): Promise<{ phone: string; country: string }> {
  const [business] = await tx.select({ country: ceos.country }).from(ceos);
  const country = business?.country ?? "NG";
  const read = readVendorPhone(typed, country);
  if ("phone" in read) return { phone: read.phone, country };
  throw new AppError("invalid_request", read.refused, { fields: [{ path: "phone", message: read.refused }] });
}

/** One at a time per number, whichever business asks: an identity is made once. */
async function lockPhone(tx: PlatformTx, phone: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${phone}, 3))`);
}

/** By the number too, not by the person alone: it may have been proved by another identity since. */
async function checkNew(tx: Tx, phone: string): Promise<void> {
  const [there] = await tx.execute<{ name: string; status: string; is_owner: boolean }>(sql`
    select name, status, is_owner from vendors where phone = ${phone} and status <> 'removed' limit 1`);
  if (!there) return;
  if (there.is_owner) {
    throw conflict("This is your own number. You can check receipts and answer buyers as you are.");
  }
  if (there.status === "suspended") {
    throw conflict(`${there.name} has this number and is suspended. Restore them instead.`);
  }
  throw onStaff(`${there.name} has this number and`);
}

function textedOften(): AppError {
  return new AppError("rate_limited", "We cannot text this number right now. Please try again in an hour.", {
    retryAfterSeconds: 3600,
  });
}

function onStaff(who: string): AppError {
  return conflict(`${who} is on your staff already.`);
}

function conflict(message: string): AppError {
  return new AppError("conflict", message, { fields: [{ path: "phone", message }] });
}

/**
 * The person behind a number: who has proved it, or whom another CEO added by it. Never a pending registration: whoever
 * made that up could answer by the email they gave.
 */
async function findOrMakeIdentity(tx: PlatformTx, { name, phone }: NewVendor): Promise<string> {
  const [known] = await tx.execute<{ id: string }>(sql`
    select id from identities where phone = ${phone} and (phone_verified_at is not null or email is null)
    order by phone_verified_at is null, created_at limit 1`);
  if (known) return known.id;
  const id = newId("identity");
  await tx.insert(identities).values({ id, name, phone });
  return id;
}
