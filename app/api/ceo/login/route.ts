import { askSignIn } from "@/lib/auth/ask-sign-in";
import { ceoLoginEndpoint } from "@/lib/auth/endpoints";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { askFacts } from "@/lib/http/sign-in-facts";

export const POST = route(ceoLoginEndpoint, async (facts, { body, request }) => {
  const { place, ...ask } = askFacts(request, facts);
  const { challengeId, ttlMinutes } = await askSignIn({ role: "CEO", contact: body.contact, ...ask });
  const message = "If that is an account, a code is on its way by SMS and email.";
  return new Reply(
    { challenge_id: challengeId, ttl_minutes: ttlMinutes },
    { message, cookies: [place.cookie] },
  );
});
