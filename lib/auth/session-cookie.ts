import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/lib/env";

/** A cookie that outlives the longest session says nothing: the session's row decides. */
export const SESSION_COOKIE_MAX_AGE_SECONDS = 24 * 3600;

const SESSION_COOKIE = "next-auth.session-token";
const claims = z.object({ sid: z.string().regex(/^ses_[a-z0-9]{26}$/) });

/** Whether the product is served over https: only then may cookies be `Secure` and `__Host-` (contract 1). */
export function isSecure(): boolean {
  return env().APP_URL.startsWith("https:");
}

/** A cookie's name: with `__Host-` on https, bound to this very host. */
export function cookieName(name: string): string {
  return isSecure() ? `__Host-${name}` : name;
}

/** The name of the session's cookie. */
export function sessionCookieName(): string {
  return cookieName(SESSION_COOKIE);
}

/** A `Set-Cookie` value: HttpOnly, SameSite=Lax, for the whole site. `maxAgeSeconds` 0 removes it. */
export function setCookie(name: string, value: string, maxAgeSeconds: number): string {
  const secure = isSecure() ? "; Secure" : "";
  return `${cookieName(name)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** Seals a session id for the cookie. Bound to this installation's address: a cookie of staging does not open here. */
export function sealSessionId(
  sessionId: string,
  maxAgeSeconds = SESSION_COOKIE_MAX_AGE_SECONDS,
): Promise<string> {
  return encode({
    token: { sid: sessionId },
    secret: env().NEXTAUTH_SECRET,
    salt: env().APP_URL,
    maxAge: maxAgeSeconds,
  });
}

/** The session id in a cookie, or null when it was not sealed here, is over, or holds anything else (SE-02). */
export async function openSessionId(sealed: string | undefined): Promise<string | null> {
  if (!sealed) return null;
  try {
    const token = await decode({ token: sealed, secret: env().NEXTAUTH_SECRET, salt: env().APP_URL });
    return claims.safeParse(token).data?.sid ?? null;
  } catch {
    return null;
  }
}

/** `Set-Cookie` that signs a browser in with this session. */
export async function sealedSessionCookie(sessionId: string): Promise<string> {
  return setCookie(SESSION_COOKIE, await sealSessionId(sessionId), SESSION_COOKIE_MAX_AGE_SECONDS);
}

/** `Set-Cookie` that removes the session's cookie. */
export function clearedSessionCookie(): string {
  return setCookie(SESSION_COOKIE, "", 0);
}
