import { env } from "@/lib/env";

/** What a handler may give instead of bare data: words for a person, another status, headers, cookies. */
export class Reply<Data = unknown> {
  constructor(
    readonly data: Data,
    readonly options: {
      message?: string;
      status?: number;
      headers?: Record<string, string>;
      cookies?: string[];
    } = {},
  ) {}
}

/** The success envelope (contract): `{ status: "success", message?, data }`. */
export function successResponse(reply: Reply, successStatus: number): Response {
  const { message, status, headers, cookies } = reply.options;
  const body = { status: "success", ...(message ? { message } : {}), data: reply.data ?? null };
  const response = new Response(JSON.stringify(body), {
    status: status ?? successStatus,
    headers: { "content-type": "application/json", ...headers },
  });
  for (const cookie of cookies ?? []) response.headers.append("set-cookie", cookie);
  return response;
}

/**
 * The headers of every answer of the API: the request's id, nothing kept by caches (PL-05), nothing run or framed
 * (PL-06). Headers that the handler set itself stay.
 */
export function withApiHeaders(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  const add = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  headers.set("x-request-id", requestId);
  add("cache-control", "private, no-store");
  add("vary", "Cookie, Authorization");
  add("x-content-type-options", "nosniff");
  add("referrer-policy", "no-referrer");
  add("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  add("cross-origin-resource-policy", "same-origin");
  if (env().APP_URL.startsWith("https:"))
    add("strict-transport-security", "max-age=63072000; includeSubDomains");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
