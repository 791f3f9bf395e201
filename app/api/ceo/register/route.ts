import { registerEndpoint } from "@/lib/auth/endpoints";
import { registerCeo } from "@/lib/auth/register-ceo";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { askFacts } from "@/lib/http/sign-in-facts";

export const POST = route(registerEndpoint, async (facts, { body, request }) => {
  const { place, ...ask } = askFacts(request, facts);
  const { name, email, phone, company_name: companyName = name } = body;
  const { ceoId, challengeId, ttlMinutes } = await registerCeo({ name, email, phone, companyName, ...ask });
  const data = {
    ceo: { ceo_id: ceoId, name, email, phone, company_name: companyName, verified: false },
    challenge_id: challengeId,
    otp_format: "6 characters: digits and !@#$%^&*",
    ttl_minutes: ttlMinutes,
  };
  const message = "We sent one code to your phone and another to your email.";
  return new Reply(data, { message, cookies: [place.cookie] });
});
