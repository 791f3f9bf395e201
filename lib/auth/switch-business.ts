import { notFound } from "@/lib/errors";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { listMemberships, type Membership } from "./memberships";
import { type OpenedSession, openSession } from "./open-session";

/** Goes on in another business of the same person and role: a session of its own there, and this one ends (SE-04). */
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
  const session = await withTenantAndPlatform(there, (tx) =>
    openSession(tx, there, {
      identityId: ctx.identityId,
      membership,
      way,
      isElsewhere: false,
      replaces: ctx.sessionId,
    }),
  );
  return { session, membership, memberships };
}
