import { sql } from "drizzle-orm";
import { AppError, notFound } from "@/lib/errors";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { type PlatformTx, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { listMemberships, type Membership } from "./memberships";
import { lockSessions, type OpenedSession, openSession, type SessionLife } from "./open-session";

/**
 * Goes on in another business of the same person and role: a session of its own there, and this one ends (SE-04). No code
 * was answered, so it lasts no longer than this one would have (SE-06). Throws `not_found`, or `unauthenticated` when this
 * session has ended meanwhile.
 */
export async function switchBusiness(
  ctx: MemberContext,
  wanted: { ceoId: string; vendorId?: string | null },
  way: "browser" | "api",
): Promise<{ session: OpenedSession; membership: Membership; memberships: Membership[] }> {
  const memberships = (await listMemberships(ctx.identityId)).filter(
    ({ role, status }) => role === ctx.role && status === "active",
  );
  const membership = memberships.find(
    ({ ceoId, vendorId }) => ceoId === wanted.ceoId && (!wanted.vendorId || vendorId === wanted.vendorId),
  );
  if (!membership) throw notFound("This business");
  const { ceoId, vendorId } = membership;
  const there = memberContext({ ...ctx, ceoId, vendorId }, { requestId: ctx.requestId, ...ctx.origin });
  const session = await withTenantAndPlatform(there, async (tx) => {
    const life = await holdSession(tx, ctx);
    return openSession(tx, there, {
      identityId: ctx.identityId,
      membership,
      way,
      isElsewhere: false,
      replaces: ctx.sessionId,
      life,
    });
  });
  return { session, membership, memberships };
}

/** The life of this very session, its row held: of two goings on at once, or of one and an ending, the second is told. */
async function holdSession(tx: PlatformTx, ctx: MemberContext): Promise<SessionLife> {
  await lockSessions(tx, ctx.identityId);
  const [row] = await tx.execute<SessionLife>(sql`
    select idle_seconds as "idleSeconds", expires_at::text as "expiresAt" from sessions
    where id = ${ctx.sessionId} and revoked_at is null and expires_at > now() for update`);
  if (!row) throw new AppError("unauthenticated", "Please sign in.");
  return row;
}
