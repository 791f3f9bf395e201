import type { z } from "zod";

/**
 * Who may call: anybody; any member; the CEO; or staff (`vendor` takes the CEO's session too, for she is her own
 * vendor).
 */
export type EndpointAuth = "public" | "member" | "ceo" | "vendor";

/** The `{names}` of a path such as `/api/orders/{order_id}`. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: string } & PathParams<Rest>
  : unknown;

/** One way to call the product over HTTP: what validates a request and what documents it are the same object (P15.1). */
export type Endpoint<
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Auth extends EndpointAuth = EndpointAuth,
> = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As OpenAPI writes it: `/api/orders/{order_id}`. */
  path: Path;
  /** One line, as a person says it. */
  summary: string;
  description?: string;
  auth: Auth;
  query?: Query;
  /** A strict object: names that are not in it are refused. */
  body?: Body;
  /** What `data` of the success answer looks like; for documentation and tests. */
  data?: z.ZodType;
  /** The purpose of the code that the body must carry (`challenge_id`, `otp`). */
  sensitive?: string;
  /** 200 unless said. */
  successStatus?: number;
  /** `none`: not counted in the 100 requests a minute of a client (files, streams). */
  limit?: "client" | "none";
  /** Content type of the success answer where it is not the JSON envelope (a file, a stream), or `redirect`. */
  answers?: string;
};

/** Defines an endpoint. Keep it beside its module; give it to `route` (lib/http/route.ts) and list it in app/api/endpoints.ts. */
export function endpoint<
  const Path extends string,
  const Auth extends EndpointAuth,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(definition: Endpoint<Path, Query, Body, Auth>): Endpoint<Path, Query, Body, Auth> {
  return definition;
}
