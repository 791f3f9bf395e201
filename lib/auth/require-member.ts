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
  if (!ctx) redirect(area === "ceo" ? "/login" : "/login?as=vendor");
  if (area === "ceo" && ctx.role !== "CEO") redirect("/vendor");
  return ctx;
}

/** Who is signed in, or null, for pages that serve both. Once per request, however many parts of a page ask. */
export const currentMember = cache(async (): Promise<MemberContext | null> => {
  const sealed = (await cookies()).get(sessionCookieName())?.value;
  if (!sealed) return null;
  const session = await findSession({ kind: "cookie", sealed }, true);
  if (!session) return null;
  const requestHeaders = await headers();
  return memberContext(session, {
    requestId: newId("request"),
    agent: requestHeaders.get("user-agent")?.slice(0, 300) ?? undefined,
  });
});
