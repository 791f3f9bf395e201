import { type Credential, findSession } from "@/lib/auth/find-session";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import type { EndpointAuth } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import type { RequestFacts } from "./request-facts";

/** What a request shows to say who it is: a Bearer token before a cookie, so that one request has one identity. */
export function credentialOf(request: Request): Exclude<Credential, { kind: "sid" }> | null {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const [scheme, token = "", ...rest] = authorization.split(" ");
    return { kind: "bearer", token: scheme?.toLowerCase() === "bearer" && rest.length === 0 ? token : "" };
  }
  const sealed = readCookie(request.headers, sessionCookieName());
  return sealed ? { kind: "cookie", sealed } : null;
}

/** One cookie's value. Of two with one name the first counts, as browsers send the most specific first. */
export function readCookie(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

/**
 * The member behind a request. Throws `unauthenticated` (401) without a session in force, `forbidden` (403) on the
 * other role's path. The idle time is extended unless the page asked by itself (`x-live: background`).
 */
export async function authenticate(
  request: Request,
  credential: Credential | null,
  auth: Exclude<EndpointAuth, "public">,
  facts: RequestFacts,
  isStream: boolean,
): Promise<MemberContext> {
  const isTouching = !isStream && request.headers.get("x-live") !== "background";
  const session = credential ? await findSession(credential, isTouching) : null;
  if (!session) throw new AppError("unauthenticated", "Please sign in.");
  if (auth === "ceo" && session.role !== "CEO") {
    throw new AppError("forbidden", "Only the owner of the business may do this.");
  }
  return memberContext(session, facts);
}
