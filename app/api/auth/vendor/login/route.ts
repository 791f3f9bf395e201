import { askSignIn } from "@/lib/auth/ask-sign-in";
import { vendorLoginEndpoint } from "@/lib/auth/endpoints";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { askFacts } from "@/lib/http/sign-in-facts";

export const POST = route(vendorLoginEndpoint, async (facts, { body, request }) => {
  const { place, ...ask } = askFacts(request, facts);
  const contact = { kind: "phone" as const, value: body.phone };
  const { challengeId, ttlMinutes } = await askSignIn({ role: "VENDOR", contact, ...ask });
  const message = "If that is a vendor's number, a code is on its way by SMS.";
  return new Reply(
    { challenge_id: challengeId, ttl_minutes: ttlMinutes },
    { message, cookies: [place.cookie] },
  );
});
