import { sql } from "drizzle-orm";
import { sha256Hex } from "@/lib/crypto";
import { notFound } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type PlatformTx, type Tx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import type { Profile } from "./schema";

type Row = {
  name: string;
  companyName: string;
  phone: string;
  phoneVerified: boolean;
  email: string | null;
  emailVerified: boolean;
  heldUntil: string | null;
  recoveryId: string | null;
  readyAt: string | null;
  passkeys: number;
};

/** The CEO's own profile, and what is under way with it. */
export function readProfile(ctx: MemberContext): Promise<Profile> {
  authorize(ctx, "profile.manage");
  return withTenantAndPlatform(ctx, (tx) => loadProfile(tx, ctx));
}

/** The same inside a transaction. */
export async function loadProfile(tx: Tx & PlatformTx, ctx: MemberContext): Promise<Profile> {
  const iso = (moment: string) =>
    sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);
  const [row] = await tx.execute<Row>(sql`
    select c.name, c.business_name as "companyName", i.phone, i.phone_verified_at is not null as "phoneVerified",
      i.email, i.email_verified_at is not null as "emailVerified",
      case when i.phone_changed_at + interval '24 hours' > now()
        then ${iso("(i.phone_changed_at + interval '24 hours')")} end as "heldUntil",
      r.id as "recoveryId", ${iso("r.ready_at")} as "readyAt",
      (select count(*)::int from passkeys p where p.identity_id = i.id) as passkeys
    from ceos c join identities i on i.id = c.identity_id
      left join recoveries r on r.identity_id = i.id and r.stopped_at is null and r.completed_at is null
        and r.ends_at > now()
    where c.ceo_id = ${ctx.ceoId} and i.id = ${ctx.identityId}`);
  if (!row) throw notFound("Your profile");
  return {
    ceo_id: ctx.ceoId,
    name: row.name,
    company_name: row.companyName,
    phone: row.phone,
    phone_verified: row.phoneVerified,
    email: row.email,
    email_verified: row.emailVerified,
    held_until: row.heldUntil,
    recovery: row.recoveryId && row.readyAt ? { recovery_id: row.recoveryId, ready_at: row.readyAt } : null,
    passkeys: row.passkeys,
    version: versionOf(row),
  };
}

/** Says whether anything that a person can edit has changed since it was read. */
function versionOf({ name, companyName, phone, email }: Row): string {
  return sha256Hex(JSON.stringify([name, companyName, phone, email])).slice(0, 32);
}
