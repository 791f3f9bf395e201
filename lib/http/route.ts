import type { z } from "zod";
import type { Endpoint, EndpointAuth, PathParams } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { takePermit } from "@/lib/rate-limit/take-permit";
import type { MemberContext } from "@/lib/tenancy/context";
import { authenticate, credentialOf } from "./authenticate";
import { addressBucket } from "./client-address";
import { checkOrigin } from "./origin";
import { problemResponse } from "./problem";
import { isUnstorable, readJsonBody } from "./read-body";
import { Reply, successResponse, withApiHeaders } from "./reply";
import { type RequestFacts, requestFacts } from "./request-facts";

/** What a handler gets beside the context: everything already validated, and the bare request for the rest. */
export type Input<Path extends string, Query extends z.ZodType, Body extends z.ZodType> = {
  params: PathParams<Path>;
  query: z.output<Query>;
  body: z.output<Body>;
  request: Request;
};

type ContextOf<Auth extends EndpointAuth> = Auth extends "public" ? RequestFacts : MemberContext;
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };
type RouteHandler = (request: Request, context: NextContext) => Promise<Response>;

/**
 * A Next route handler from an endpoint and what it does. It gives the request an id, finds the client's address,
 * authenticates, checks the origin, counts the request, reads and validates, then calls `handler`, which gives data, a
 * {@link Reply} or a whole Response. Whatever is thrown becomes problem+json.
 */
export function route<
  Path extends string,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Auth extends EndpointAuth,
>(
  endpoint: Endpoint<Path, Query, Body, Auth>,
  handler: (ctx: ContextOf<Auth>, input: Input<Path, Query, Body>) => Promise<unknown>,
): RouteHandler {
  return async (request, context) => {
    const facts = requestFacts(request);
    try {
      const ctx = await openDoor(endpoint, request, facts);
      const input = {
        params: await readParams(context),
        query: readQuery(endpoint, request),
        body: endpoint.body ? endpoint.body.parse(await readJsonBody(request)) : undefined,
        request,
      };
      const result = await handler(ctx as ContextOf<Auth>, input as Input<Path, Query, Body>);
      if (result instanceof Response) return withApiHeaders(result, facts.requestId);
      const reply = result instanceof Reply ? result : new Reply(result);
      return withApiHeaders(successResponse(reply, endpoint.successStatus ?? 200), facts.requestId);
    } catch (error) {
      return withApiHeaders(problemResponse(error, facts.requestId), facts.requestId);
    }
  };
}

async function openDoor(
  endpoint: Endpoint,
  request: Request,
  facts: RequestFacts,
): Promise<RequestFacts | MemberContext> {
  const credential = endpoint.auth === "public" ? null : credentialOf(request);
  checkOrigin(request, credential?.kind ?? "nobody");
  const isCounted = endpoint.limit !== "none";
  const client = addressBucket(facts.ip);
  if (endpoint.auth === "public") {
    if (isCounted) await takePermit("api.client", client);
    return facts;
  }
  try {
    const isStream = endpoint.path === "/api/events";
    const ctx = await authenticate(request, credential, endpoint.auth, facts, isStream);
    if (isCounted) await takePermit("api.client", ctx.sessionId);
    return ctx;
  } catch (error) {
    // A stranger who tries identities is counted by address: a member never is, many share one address.
    if (error instanceof AppError && error.code === "unauthenticated") await takePermit("api.client", client);
    throw error;
  }
}

async function readParams(context: NextContext): Promise<Record<string, string>> {
  const params = (await context?.params) ?? {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== "string" || value.length > 200 || isUnstorable(value)) {
      throw new AppError("not_found", `There is no such ${name.replace(/_id$/, "")}.`);
    }
  }
  return params as Record<string, string>;
}

function readQuery(endpoint: Endpoint, request: Request): unknown {
  if (!endpoint.query) return undefined;
  const given = [...new URL(request.url).searchParams];
  for (const [path, value] of given) {
    if (isUnstorable(value)) {
      throw new AppError("invalid_request", "Something in the request is not right.", {
        fields: [{ path, message: "contains characters we cannot keep" }],
      });
    }
  }
  return endpoint.query.parse(Object.fromEntries(given));
}
