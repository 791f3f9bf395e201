import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, PAGE_HEADERS, STRICT_TRANSPORT } from "@/lib/http/page-headers";

/**
 * A quick redirect for people without a session's cookie, and the headers of every page. Never the guard: each page and
 * each route checks the session itself (requireMember, route), whatever comes past here.
 */
export function middleware(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const upload = /^\/u\/([^/]+)$/.exec(pathname)?.[1];
  if (upload && request.method !== "GET" && request.method !== "HEAD") {
    // A file of unsaid length (HTTP/2), or none: to the route, like every other (next.config.mjs).
    const route = request.nextUrl.clone();
    route.pathname = `/api/uploads/${upload}`;
    return NextResponse.rewrite(route);
  }
  const isMembers = /^\/(?:ceo|vendor)(?:\/|$)/.test(pathname);
  if (isMembers && !hasSessionCookie(request)) return toLogin(pathname, search);
  const isHttps = process.env.APP_URL?.startsWith("https:") ?? false;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    isHttps,
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-visited-path", `${pathname}${search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  if (isHttps) response.headers.set("strict-transport-security", STRICT_TRANSPORT);
  if (isMembers) response.headers.set("cache-control", "private, no-store");
  return response;
}

function hasSessionCookie(request: NextRequest): boolean {
  return ["next-auth.session-token", "__Host-next-auth.session-token"].some((name) =>
    request.cookies.has(name),
  );
}

function toLogin(pathname: string, search: string): NextResponse {
  const query = new URLSearchParams({ next: `${pathname}${search}` });
  if (pathname.startsWith("/vendor")) query.set("as", "vendor");
  // The configured address, so that no Host header can send people elsewhere (PL-11).
  const target = new URL(`/login?${query}`, process.env.APP_URL);
  return NextResponse.redirect(target, { status: 307, headers: { "cache-control": "no-store" } });
}

export const config = {
  runtime: "nodejs",
  matcher: [
    // Files carry headers of their own, under which they can do no harm. They lie at the top: deeper, `x.png` names a page.
    "/((?!api/|api$|files/|u/|_next/static|_next/image|icons/|[^/]+\\.(?:ico|png|svg|webp|jpg|woff2|webmanifest|txt|js|map)$).*)",
    // The page of an upload link, but not the file that is sent to it: Next would hold all of it in memory, and log where to.
    {
      source: "/u/:token",
      missing: [
        { type: "header", key: "content-length" },
        { type: "header", key: "transfer-encoding" },
      ],
    },
  ],
};
