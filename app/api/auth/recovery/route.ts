import { askRecovery } from "@/lib/auth/recovery/ask-recovery";
import { WAIT_HOURS } from "@/lib/auth/recovery/confirm-recovery";
import { askRecoveryEndpoint } from "@/lib/auth/recovery/endpoints";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { askFacts } from "@/lib/http/sign-in-facts";

export const POST = route(askRecoveryEndpoint, async (facts, { body, request }) => {
  const { place, placeHash, client, facts: tryFacts } = askFacts(request, facts);
  const asked = await askRecovery({ email: body.email, placeHash, client, facts: tryFacts });
  const data = { challenge_id: asked.challengeId, ttl_minutes: asked.ttlMinutes, wait_hours: WAIT_HOURS };
  const message = "If that is an account, a code is on its way by email.";
  return new Reply(data, { message, cookies: [place.cookie] });
});
