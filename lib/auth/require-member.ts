import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { newId } from "@/lib/ids";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { findSession } from "./find-session";
import { sessionCookieName } from "./session-cookie";

/**
 * The gate of every page behind sign-in: the member from the session row, re-read for this request. Whoever is not
 * signed in, or may not be here, is sent to `/login` (a vendor on the CEO's pages: to their own). The CEO may use the
 * vendor's pages: she is her own vendor.
 */
export async function requireMember(area: "ceo" | "vendor"): Promise<MemberContext> {
  const ctx = await currentMember();
  if (!ctx) redirect(await loginPath(area));
  if (area === "ceo" && ctx.role !== "CEO") redirect("/vendor");
  return ctx;
}

/** Where to sign in again: why, as whom, and back to the page that was asked for. */
async function loginPath(area: "ceo" | "vendor"): Promise<string> {
  const wasSignedIn = (await cookies()).has(sessionCookieName());
  const visited = (await headers()).get("x-visited-path") ?? "";
  const query = new URLSearchParams({
    ...(wasSignedIn ? { reason: "ended" } : {}),
    ...(area === "vendor" ? { as: "vendor" } : {}),
    ...(/^\/(?:ceo|vendor)(?:[/?]|$)/.test(visited) ? { next: visited } : {}),
  });
  return query.size > 0 ? `/login?${query}` : "/login";
}

/**
 * Set by a page for the seconds in which it reads itself again after news: such a reading does not extend the idle time
 * (`components/live/live-refresh.tsx`; a refresh of the router can carry no header of ours).
 */
const BACKGROUND_COOKIE = "tg-background";

/** Who is signed in, or null, for pages that serve both. Once per request, however many parts of a page ask. */
const currentMember = cache(async (): Promise<MemberContext | null> => {
  const sealed = (await cookies()).get(sessionCookieName())?.value;
  if (!sealed) return null;
  const isBackground = (await cookies()).has(BACKGROUND_COOKIE);
  const session = await findSession({ kind: "cookie", sealed }, !isBackground);
  if (!session) return null;
  const requestHeaders = await headers();
  return memberContext(session, {
    requestId: newId("request"),
    agent: requestHeaders.get("user-agent")?.slice(0, 300) ?? undefined,
  });
});
