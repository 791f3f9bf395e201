import { openSession } from "@/lib/auth/open-session";
import type { MemberContext } from "@/lib/tenancy/context";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";

export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

export type Ask = {
  method?: string;
  path: string;
  params?: Record<string, string>;
  body?: unknown;
  token?: string;
};

/** Opens a session for a member and gives its bearer token. */
export async function signInAs(ctx: MemberContext): Promise<string> {
  const { token } = await withTenantAndPlatform(ctx, (tx) =>
    openSession(tx, ctx, {
      identityId: ctx.identityId,
      membership: { role: ctx.role, ceoId: ctx.ceoId, vendorId: ctx.vendorId },
      way: "api",
      isElsewhere: false,
    }),
  );
  return token;
}

/** Calls a route's handler as a client of the API would. */
export function askRoute(
  handler: RouteHandler,
  { method = "GET", path, params = {}, body, token }: Ask,
): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(params) });
}

/** Every name of a field in an answer, however deep. */
export function keysOf(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...keysOf(one)]));
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(Object.entries(value).flatMap(([key, inside]) => [key, ...keysOf(inside)]));
}
