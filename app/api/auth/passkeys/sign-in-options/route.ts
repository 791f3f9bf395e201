import { askPasskeySignIn } from "@/lib/auth/passkeys/ask-passkey-sign-in";
import { passkeySignInEndpoint } from "@/lib/auth/passkeys/endpoints";
import { Reply } from "@/lib/http/reply";
import { route } from "@/lib/http/route";
import { askFacts } from "@/lib/http/sign-in-facts";

export const POST = route(passkeySignInEndpoint, async (facts, { request }) => {
  const { place, placeHash, client } = askFacts(request, facts);
  const { challengeId, ttlMinutes, passkey } = await askPasskeySignIn({ placeHash, client });
  const data = { challenge_id: challengeId, ttl_minutes: ttlMinutes, passkey };
  return new Reply(data, { cookies: [place.cookie] });
});
