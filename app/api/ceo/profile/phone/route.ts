import { provePhoneEndpoint } from "@/lib/auth/profile/endpoints";
import { askPhoneProof, provePhone } from "@/lib/auth/profile/prove-phone";
import { readProfile } from "@/lib/auth/profile/read-profile";
import { route } from "@/lib/http/route";

export const POST = route(provePhoneEndpoint, async (ctx, { body }) => {
  const { challenge_id: challengeId, otp } = body;
  if (challengeId !== undefined && otp !== undefined) {
    await provePhone(ctx, { challengeId, otp });
    return { ...(await readProfile(ctx)), force_logout: false, confirm: null };
  }
  const asked = await askPhoneProof(ctx);
  const confirm = {
    challenge_id: asked.challengeId,
    masked_to: asked.maskedTo,
    ttl_minutes: asked.ttlMinutes,
  };
  return { ...(await readProfile(ctx)), force_logout: false, confirm };
});
