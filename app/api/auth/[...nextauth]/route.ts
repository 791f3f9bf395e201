import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { credentialOf } from "@/lib/http/authenticate";
import { optionsFor, type SignInNote } from "@/lib/http/browser-sign-in";
import { addressBucket } from "@/lib/http/client-address";
import { checkOrigin } from "@/lib/http/origin";
import { problemResponse } from "@/lib/http/problem";
import { readText } from "@/lib/http/read-body";
import { withApiHeaders } from "@/lib/http/reply";
import { requestFacts } from "@/lib/http/request-facts";
import { deviceCookie } from "@/lib/http/sign-in-facts";
import { takePermit } from "@/lib/rate-limit/take-permit";

type NextContext = { params: Promise<{ nextauth: string[] }> };

/** What next-auth answers under; for anything else it would say so outside our envelope, as a bad request. */
const ACTIONS = new Set(
  "providers session csrf signin signout callback verify-request error _log".split(" "),
);

/** next-auth's own addresses: `csrf`, `session`, `callback/otp`, `signout`. */
async function handle(request: Request, context: NextContext): Promise<Response> {
  const facts = requestFacts(request);
  try {
    const credential = credentialOf(request);
    checkOrigin(request, credential?.kind === "cookie" ? "cookie" : "nobody");
    await takePermit("api.client", addressBucket(facts.ip));
    const [action = ""] = (await context.params).nextauth ?? [];
    if (!ACTIONS.has(action)) throw notFound("This address");
    // A link in a mail, or a redirect, never follows the Host header (PL-11).
    process.env.NEXTAUTH_URL ??= env().APP_URL;
    const note: SignInNote = {};
    const answer: Response = await NextAuth(
      (await withSmallBody(request)) as never,
      context as never,
      optionsFor(request, facts, note),
    );
    const response = withApiHeaders(answer, facts.requestId);
    if (note.identityId) response.headers.append("set-cookie", deviceCookie(request, note.identityId));
    return response;
  } catch (error) {
    return withApiHeaders(problemResponse(error, facts.requestId), facts.requestId);
  }
}

/** The same request, its body read already: next-auth would take one of any size into memory. */
async function withSmallBody(request: Request): Promise<Request> {
  if (request.method !== "POST") return request;
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: (await readText(request)) || undefined });
}

export { handle as GET, handle as POST };
