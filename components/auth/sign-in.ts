import { readRefusal, type SignInRefusal } from "./sign-in-error";

export type Membership = {
  ceo_id: string;
  vendor_id: string;
  role: "CEO" | "VENDOR";
  business_name: string;
};
export type SignedIn = { role: "CEO" | "VENDOR"; memberships: Membership[] };
export type SignInAnswer = { ok: true; session: SignedIn } | ({ ok: false } & SignInRefusal);

/** Fetches the sign-in client ahead, while the person reads the code. */
export function prepareSignIn(): void {
  void import("next-auth/react");
}

/** Spends a code and sets the session cookie. Gives who is signed in, or why not. */
export async function signInWithCode(challengeId: string, otp: string): Promise<SignInAnswer> {
  try {
    const { getSession, signIn } = await import("next-auth/react");
    const result = await signIn("otp", { challenge_id: challengeId, otp, redirect: false });
    if (!result?.ok || result.error) return { ok: false, ...readRefusal(result?.error, result?.status) };
    return { ok: true, session: readSession(await getSession()) };
  } catch {
    return { ok: false, code: "offline" };
  }
}

function readSession(session: unknown): SignedIn {
  const found = (session ?? {}) as Partial<SignedIn>;
  return { role: found.role === "VENDOR" ? "VENDOR" : "CEO", memberships: found.memberships ?? [] };
}
