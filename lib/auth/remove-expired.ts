import { sql } from "drizzle-orm";
import { systemContext } from "@/lib/tenancy/context";
import { withPlatform, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { listMemberships } from "./memberships";

const BATCH = 200;

/**
 * Removes what sign-in leaves behind: registrations nobody answered for 24 h (P2.1), codes a day old, counters whose
 * window is over, sessions that ended a month ago, changes and recoveries that nobody can take back any more, notices past their time. What audit tells of them stays. Safe to run
 * often and from several places.
 */
export async function removeExpired(): Promise<{ registrations: number }> {
  const registrations = await removeRegistrations();
  await withPlatform(async (tx) => {
    await tx.execute(sql`delete from otp_challenges where created_at < now() - interval '24 hours'`);
    await tx.execute(sql`
      delete from otp_challenge_failures where consecutive = 0 and next_try_at < now()
        and (cardinality(failed_at) = 0 or failed_at[cardinality(failed_at)] < now() - interval '24 hours')`);
    await tx.execute(sql`
      delete from rate_limits where window_start + make_interval(secs => greatest(window_seconds, 3600)) < now()`);
    await tx.execute(
      sql`delete from sessions where least(coalesce(revoked_at, expires_at), expires_at) < now() - interval '30 days'`,
    );
    await tx.execute(sql`
      delete from profile_changes where coalesce(undo_until, created_at + interval '1 day') < now() - interval '30 days'`);
    await tx.execute(sql`delete from recoveries where ends_at < now() - interval '30 days'`);
    await tx.execute(sql`delete from notices where expires_at < now() - interval '24 hours'`);
  });
  return { registrations };
}

async function removeRegistrations(): Promise<number> {
  const stale = await withPlatform((tx) =>
    tx.execute<{ id: string }>(sql`
      select id from identities
      where phone_verified_at is null and email_verified_at is null and email is not null
        and created_at < now() - interval '24 hours' limit ${BATCH}`),
  );
  for (const { id } of stale) {
    const pending = (await listMemberships(id)).filter(({ status }) => status === "pending");
    for (const { ceoId } of pending) await removeBusiness(ceoId, id);
  }
  return stale.length;
}

/** Only ever a business that is still pending: one answered in this very moment stays. */
async function removeBusiness(ceoId: string, identityId: string): Promise<void> {
  const ctx = systemContext(ceoId, { kind: "worker", id: "worker" });
  await withTenantAndPlatform(ctx, async (tx) => {
    const [locked] = await tx.execute(
      sql`select 1 from ceos where ceo_id = ${ceoId} and status = 'pending' for update`,
    );
    if (!locked) return;
    await tx.execute(sql`delete from vendors where ceo_id = ${ceoId}`);
    await tx.execute(sql`delete from ceos where ceo_id = ${ceoId}`);
    await tx.execute(sql`delete from identities where id = ${identityId}`);
  });
}
