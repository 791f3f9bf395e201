import { sql } from "drizzle-orm";
import { botSettings } from "@/db/schema/work";
import { recordEntry } from "@/lib/audit/record-entry";
import { codeContext, codeEntry, type TryFacts } from "@/lib/otp/record-code-event";
import type { Proof } from "@/lib/otp/verify-challenge";
import type { Context } from "@/lib/tenancy/context";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import type { Membership } from "./memberships";
import { openSession } from "./open-session";
import { taken } from "./register-ceo";

type Entering = {
  way: "browser" | "api";
  isElsewhere: boolean;
  /** Nobody of this account has signed in there before: the owner is told (OT-12). */
  isNewDevice: boolean;
  /** The session this browser has now: ended, or kept when only a second way is verified. */
  sessionId?: string;
  facts: TryFacts;
};

/**
 * Spends a right code and opens the session, in one transaction. A registration's code verifies the way it came by; the
 * first one makes the business active, the second, answered by somebody signed in, opens nothing more.
 */
export async function enterBusiness(
  proof: Proof,
  membership: Membership,
  entering: Entering,
): Promise<{ sessionId: string; token: string } | null> {
  const { role, ceoId, vendorId } = membership;
  const actor =
    role === "CEO" ? { kind: "ceo" as const, id: ceoId } : { kind: "vendor" as const, id: vendorId };
  const ctx = codeContext(ceoId, { ...entering.facts, actor });
  try {
    return await withTenantAndPlatform(ctx, async (tx) => {
      await proof.spend(tx);
      const isSecondWay = await verifyWay(tx, ctx, proof, membership);
      const action = proof.way === "passkey" ? "PASSKEY_USED" : "OTP_VERIFY_SUCCESS";
      await recordEntry(tx, ctx, codeEntry({ ...proof.challenge, ceoId }, action, { way: proof.way }));
      if (isSecondWay && (await isSignedIn(tx, proof, entering.sessionId))) return null;
      const { way, isElsewhere, sessionId: replaces } = entering;
      const identityId = proof.challenge.subjectId;
      const isNewDevice = entering.isNewDevice && proof.challenge.purpose !== "registration";
      return openSession(tx, ctx, { identityId, membership, way, isElsewhere, isNewDevice, replaces });
    });
  } catch (error) {
    throw takenOf(error) ?? error;
  }
}

/** Marks the way as this person's. Gives whether the business was active before: then it is a second way. */
async function verifyWay(
  tx: Tx & PlatformTx,
  ctx: Context,
  proof: Proof,
  membership: Membership,
): Promise<boolean> {
  const { subjectId, purpose } = proof.challenge;
  if (purpose !== "registration") {
    if (membership.role === "VENDOR") await verifyVendorPhone(tx, subjectId);
    else if (proof.way === "sms") await verifyNewPhone(tx, ctx, subjectId);
    return false;
  }
  const column = proof.way === "sms" ? sql`phone_verified_at` : sql`email_verified_at`;
  await tx.execute(sql`update identities set ${column} = coalesce(${column}, now()) where id = ${subjectId}`);
  const opened = await tx.execute(
    sql`update ceos set status = 'active' where ceo_id = ${ctx.ceoId} and status = 'pending' returning ceo_id`,
  );
  const subject = { kind: "ceo", id: ctx.ceoId };
  if (opened.length === 0) {
    await recordEntry(tx, ctx, { action: "CONTACT_WAY_VERIFIED", subject, details: { way: proof.way } });
    return true;
  }
  await tx.insert(botSettings).values({ ceoId: ctx.ceoId }).onConflictDoNothing();
  await recordEntry(tx, ctx, { action: "CEO_VERIFIED", subject, details: { way: proof.way } });
  return false;
}

/** A vendor's first sign-in proves the number the CEO gave, unless another account has proved it already. */
async function verifyVendorPhone(tx: PlatformTx, identityId: string): Promise<void> {
  await tx.execute(sql`
    update identities i set phone_verified_at = now()
    where i.id = ${identityId} and i.phone_verified_at is null
      and not exists (select from identities o where o.phone = i.phone and o.phone_verified_at is not null)`);
}

/** The first sign-in with a number that was set in the profile proves it: its code went there alone (decisions on phones). */
async function verifyNewPhone(tx: Tx & PlatformTx, ctx: Context, identityId: string): Promise<void> {
  const proved = await tx.execute(sql`
    update identities set phone_verified_at = now()
    where id = ${identityId} and phone_verified_at is null and phone_changed_at is not null returning id`);
  if (proved.length === 0) return;
  const subject = { kind: "ceo", id: ctx.ceoId };
  await recordEntry(tx, ctx, { action: "CONTACT_WAY_VERIFIED", subject, details: { way: "sms" } });
}

async function isSignedIn(
  tx: PlatformTx,
  { challenge }: Proof,
  sessionId: string | undefined,
): Promise<boolean> {
  if (!sessionId) return false;
  const rows = await tx.execute(sql`
    select 1 from sessions where id = ${sessionId} and identity_id = ${challenge.subjectId} and revoked_at is null`);
  return rows.length > 0;
}

/** Two pending registrations with one phone: the second to answer meets the unique index. */
function takenOf(error: unknown) {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const constraint = root instanceof Error && "constraint_name" in root ? root.constraint_name : undefined;
  if (constraint === "identities_verified_phone") return taken("phone");
  return constraint === "identities_verified_email" ? taken("email") : undefined;
}
