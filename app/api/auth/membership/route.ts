import { listMembershipsEndpoint, switchMembershipEndpoint } from "@/lib/auth/endpoints";
import { listMemberships, showMembership } from "@/lib/auth/memberships";
import { sealedSessionCookie } from "@/lib/auth/session-cookie";
import { switchBusiness } from "@/lib/auth/switch-business";
import { credentialOf } from "@/lib/http/authenticate";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";

export const GET = route(listMembershipsEndpoint, async (ctx) => {
  const memberships = await listMemberships(ctx.identityId);
  const open = memberships.filter(({ role, status }) => role === ctx.role && status === "active");
  return { items: open.map(showMembership), next_cursor: null };
});

export const POST = route(switchMembershipEndpoint, async (ctx, { body, request }) => {
  const way = credentialOf(request)?.kind === "bearer" ? "api" : "browser";
  const wanted = { ceoId: body.ceo_id, vendorId: body.vendor_id };
  const { session, membership, memberships } = await switchBusiness(ctx, wanted, way);
  const data = {
    token: way === "api" ? session.token : null,
    role: membership.role,
    ceo_id: membership.ceoId,
    vendor_id: membership.vendorId,
    memberships: memberships.map(showMembership),
  };
  const cookies = way === "browser" ? [await sealedSessionCookie(session.sessionId)] : [];
  return new Reply(data, { cookies });
});
