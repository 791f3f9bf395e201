import { challengesEndpoint } from "@/lib/auth/endpoints";
import { route } from "@/lib/http/route";
import { requestChallenge } from "@/lib/otp/request-challenge";
import { targetOf } from "@/lib/otp/rules";
import { describeAct } from "./describe-act";

export const POST = route(challengesEndpoint, async (ctx, { body }) => {
  const target = targetOf(body.target);
  const described = await describeAct(ctx, body.purpose, target);
  const act = { purpose: body.purpose, target, ...described };
  const issued = await requestChallenge(ctx, act, { prefersPasskey: body.prefer === "passkey" });
  return {
    challenge_id: issued.challengeId,
    action: issued.action,
    masked_to: issued.maskedTo,
    ttl_minutes: issued.ttlMinutes,
    sent: issued.sent,
    passkey: issued.passkey,
  };
});
