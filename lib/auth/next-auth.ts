import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { findSession } from "./find-session";
import { listMemberships, showMembership } from "./memberships";
import {
  cookieName,
  isSecure,
  openSessionId,
  SESSION_COOKIE_MAX_AGE_SECONDS,
  sealSessionId,
} from "./session-cookie";
import { toMessage } from "./sign-in-error";

export type BrowserSignIn = (given: Record<string, string | undefined>) => Promise<{ sessionId: string }>;

/**
 * next-auth with one credentials provider, `otp`. Its token carries the session's id and nothing else, whatever a client
 * sends along (SE-03); who that is, is read from the session's row each time.
 */
export function nextAuthOptions(
  signIn: BrowserSignIn,
  signedOut: (sessionId: string) => Promise<void>,
): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: isSecure(),
    session: { strategy: "jwt", maxAge: SESSION_COOKIE_MAX_AGE_SECONDS },
    jwt: { maxAge: SESSION_COOKIE_MAX_AGE_SECONDS, encode: sealToken, decode: openToken },
    cookies: cookieOptions(),
    pages: { signIn: "/login", error: "/login" },
    providers: [
      Credentials({
        id: "otp",
        name: "One-time code",
        credentials: { challenge_id: {}, otp: {}, vendor_id: {}, ceo_id: {}, role: {} },
        async authorize(given) {
          try {
            return { id: (await signIn(given ?? {})).sessionId };
          } catch (error) {
            throw new Error(toMessage(error));
          }
        },
      }),
    ],
    callbacks: {
      // Nothing a client sends reaches the token: only signing in sets the id, and it stays.
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      session: async ({ token }) => (await describeSession(token)) as never,
      redirect: ({ url }) =>
        url.startsWith("/") && !url.startsWith("//") ? `${env().APP_URL}${url}` : env().APP_URL,
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await signedOut(token.sid);
      },
    },
    // Its own logger prints whole errors; a name is enough, and a wrong code is no error.
    logger: {
      error: (name) => log.error({ name }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** What `getSession()` gives the browser: role and businesses, or nothing once the session is not in force. */
async function describeSession(token: JWT): Promise<Record<string, unknown>> {
  if (typeof token.sid !== "string") return {};
  const session = await findSession({ kind: "sid", sessionId: token.sid }, false);
  if (!session) return {};
  const memberships = (await listMemberships(session.identityId)).filter(
    ({ role, status }) => role === session.role && status === "active",
  );
  return {
    user: { name: session.memberName },
    role: session.role,
    ceo_id: session.ceoId,
    vendor_id: session.vendorId,
    business_name: session.businessName,
    memberships: memberships.map(showMembership),
    expires: new Date(Date.now() + SESSION_COOKIE_MAX_AGE_SECONDS * 1000).toISOString(),
  };
}

async function sealToken({ token, maxAge }: { token?: JWT; maxAge?: number }): Promise<string> {
  return sealSessionId(String(token?.sid ?? ""), maxAge);
}

async function openToken({ token }: { token?: string }): Promise<JWT | null> {
  const sid = await openSessionId(token);
  return sid ? { sid } : null;
}

function cookieOptions(): NextAuthOptions["cookies"] {
  const options = { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() };
  return {
    sessionToken: { name: cookieName("next-auth.session-token"), options },
    callbackUrl: { name: cookieName("next-auth.callback-url"), options },
    csrfToken: { name: cookieName("next-auth.csrf-token"), options },
  };
}
