import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import type { PlatformTx } from "@/lib/tenancy/with-tenant";

/** A person as a change of their profile finds them. */
export type Person = {
  id: string;
  phone: string;
  phoneVerifiedAt: string | null;
  email: string | null;
  emailVerifiedAt: string | null;
};

/** Locks a person until the commit: of two changes at once, the second sees what the first did. */
export async function lockPerson(tx: PlatformTx, identityId: string): Promise<Person | undefined> {
  const [person] = await tx.execute<Person>(sql`
    select id, phone, phone_verified_at as "phoneVerifiedAt", email, email_verified_at as "emailVerifiedAt"
    from identities where id = ${identityId} for update`);
  return person;
}

/** The same for whoever is signed in; throws `unauthenticated` when another change has just ended this session. */
export async function lockMember(tx: PlatformTx, ctx: MemberContext): Promise<Person> {
  const person = await lockPerson(tx, ctx.identityId);
  const inForce = await tx.execute(sql`
    select 1 from sessions where id = ${ctx.sessionId} and revoked_at is null and expires_at > now()`);
  if (!person || inForce.length === 0) throw new AppError("unauthenticated", "Please sign in.");
  return person;
}
