import { signOutById } from "@/lib/auth/end-sessions";
import { type BrowserSignIn, nextAuthOptions } from "@/lib/auth/next-auth";
import { verifySignIn } from "@/lib/auth/verify-sign-in";
import { AppError } from "@/lib/errors";
import { type CodeOrPasskey, passkeyAnswer } from "@/lib/proof-fields";
import type { RequestFacts } from "./request-facts";
import { answerFacts } from "./sign-in-facts";

/** Who has signed in during this request, for the device's cookie. */
export type SignInNote = { identityId?: string };

/** next-auth's options for one request: its sign-in goes through the same core as `verify-otp`. */
export function optionsFor(request: Request, facts: RequestFacts, note: SignInNote) {
  const signIn: BrowserSignIn = async (given) => {
    const { challenge_id, otp = "", vendor_id, ceo_id, role } = given;
    const wantedId = vendor_id || ceo_id || undefined;
    const isByMember = !challenge_id && wantedId && (role === "CEO" || role === "VENDOR");
    const meant = isByMember
      ? { member: { role, id: wantedId } }
      : { challengeId: challenge_id ?? "", wantedId };
    const answer = await answerFacts(request, facts);
    const signedIn = await verifySignIn({
      ...(meant as { challengeId?: string; member?: { role: "CEO" | "VENDOR"; id: string } }),
      otp: readOtp(otp),
      way: "browser",
      ...answer,
    });
    const sessionId = signedIn.session?.sessionId ?? answer.sessionId;
    if (!sessionId) throw new AppError("unauthenticated", "Please sign in.");
    note.identityId = signedIn.identityId;
    return { sessionId };
  };
  return nextAuthOptions(signIn, (sessionId) => signOutById(sessionId, facts));
}

/** next-auth hands on text alone: a passkey's answer comes as JSON. */
function readOtp(given: string): CodeOrPasskey {
  if (!given.startsWith('{"')) return given.slice(0, 64);
  try {
    return passkeyAnswer.parse(JSON.parse(given));
  } catch {
    return "";
  }
}
