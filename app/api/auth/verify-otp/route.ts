import { verifyOtpEndpoint } from "@/lib/auth/endpoints";
import { showMembership } from "@/lib/auth/memberships";
import type { VerifyBody } from "@/lib/auth/schema";
import { verifySignIn } from "@/lib/auth/verify-sign-in";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { answerFacts, deviceCookie } from "@/lib/http/sign-in-facts";

export const POST = route(verifyOtpEndpoint, async (facts, { body, request }) => {
  const answer = await answerFacts(request, facts);
  const signedIn = await verifySignIn({ ...meant(body), otp: body.otp, way: "api", ...answer });
  const { role, ceoId, vendorId } = signedIn.membership;
  const data = {
    token: signedIn.session?.token ?? null,
    role,
    ceo_id: ceoId,
    vendor_id: vendorId,
    memberships: signedIn.memberships.map(showMembership),
  };
  return new Reply(data, { cookies: [deviceCookie(request, signedIn.identityId)] });
});

function meant(body: VerifyBody) {
  if ("challenge_id" in body) return { challengeId: body.challenge_id, wantedId: body.vendor_id };
  if (body.role === "CEO") return { member: { role: body.role, id: body.ceo_id } };
  return { member: { role: body.role, id: body.vendor_id } };
}
