import { type Call, type Cut, isObject, json, parseJsonObject, type Reply } from "../http/exchange";
import { accountOf, numbersOf } from "../oauth/grants";
import type { Fault } from "../state/faults";
import type { Simulator } from "../state/simulator";
import { recordCall } from "../state/world";
import { GraphError, noSuchObject, throttled, tokenRevoked } from "./errors";
import { tooFast } from "./instagram/errors";
import { routeGraph } from "./route-graph";

const VERSIONS = /^v(1[89]|2[0-6])\.0$/;
const VERSIONED_PATH = /^\/(v\d+\.\d+)(\/.*)$/;
/** Instagram's exchanges of codes and tokens carry no version; it takes the renewal with and without one. */
const UNVERSIONED_PATHS = new Set(["/refresh_access_token", "/access_token", "/oauth/access_token"]);

/** Whether a path is one of the Graph API's, and not a page's or the administration's. */
export function isGraphPath(path: string): boolean {
  return VERSIONED_PATH.test(path) || UNVERSIONED_PATHS.has(path);
}

/**
 * Answers a Graph call as Meta would, or misbehaves as told; every call lands in the ledger.
 * A fault with `effect` lets the call do its work and spoils the answer alone.
 */
export async function handleGraph(sim: Simulator, call: Call): Promise<Reply | Cut> {
  const { pathname } = call.url;
  const [, version = "v25.0", path = pathname] = VERSIONED_PATH.exec(pathname) ?? [];
  const phoneNumberId = numberMeant(sim, path, bearerOf(call));
  const body = parseJsonObject(call.body);
  const isSign = body?.status !== undefined || body?.sender_action !== undefined;
  const isSend = call.method === "POST" && path.endsWith("/messages") && !isSign;
  const fault = strikeFor(sim, { number: phoneNumberId, path }, isSend);
  const spoils = fault !== undefined && fault.kind !== "delay";
  const hasEffect = !spoils || (fault.effect ?? false);
  const answer = hasEffect ? await answerOf(sim, call, version, path, body) : undefined;
  const reply = spoils
    ? spoil(fault, isOnInstagram(sim, phoneNumberId))
    : (answer ?? noSuchObject(call.method, "").toReply());
  const recorded = recordCall(sim.world, {
    at: new Date(sim.clock.nowMs()).toISOString(),
    method: call.method,
    path: `/${version}${path}`,
    phoneNumberId,
    body,
    status: "cutAfterMs" in reply ? 0 : reply.status,
    result: "cutAfterMs" in reply ? null : shortResult(reply.body),
    effect: answer !== undefined && answer.status < 400,
    fault: fault?.kind,
  });
  sim.events.publish("graph", recorded);
  if (fault?.kind === "delay")
    await new Promise((resolve) => sim.timers.after(fault.ms ?? 1000, () => resolve(undefined)));
  return reply;
}

/** The number that a call is about: named in the path, or else the one whose token is used. */
function numberMeant(sim: Simulator, path: string, bearer: string | undefined): string | undefined {
  const id = path.split("/")[1];
  const account = accountOf(sim.world, bearer);
  const owned = account ? [account] : numbersOf(sim.world, bearer);
  return (owned.find((number) => number.phoneNumberId === id) ?? owned[0])?.phoneNumberId;
}

/** Messages meet every kind of fault; other calls only those that take the whole platform or token away. */
function strikeFor(
  { faults }: Simulator,
  { number, path }: { number?: string; path: string },
  isSend: boolean,
): Fault | undefined {
  const refusal = faults.strike("refuse", { number, path });
  if (refusal) return refusal;
  // Asking about a token works when the token itself does not.
  if (path === "/debug_token") return faults.strike("down");
  const whole = faults.strike("down") ?? faults.strike("revoke", { number });
  if (whole || !isSend) return whole;
  return (
    faults.strike("reset", { number }) ??
    faults.strike("hang", { number }) ??
    faults.strike("fail", { number }) ??
    faults.strike("garbage", { number }) ??
    faults.strike("rate_limit", { number }) ??
    faults.strike("delay", { number, on: "graph" })
  );
}

function isOnInstagram(sim: Simulator, id: string | undefined): boolean {
  return sim.world.accounts.some((account) => account.userId === id);
}

function spoil(fault: Fault, onInstagram: boolean): Reply | Cut {
  if (fault.kind === "reset") return { cutAfterMs: fault.ms ?? 0 };
  if (fault.kind === "hang") return { cutAfterMs: fault.ms ?? 30_000 };
  if (fault.kind === "revoke") return tokenRevoked().toReply();
  if (fault.kind === "refuse") return refusalOf(fault);
  if (fault.kind === "rate_limit" && onInstagram && fault.code === undefined) return tooFast().toReply();
  if (fault.kind === "rate_limit") return throttled(fault.code ?? 130429).toReply();
  if (fault.kind === "garbage") {
    return {
      status: 200,
      body: "<!DOCTYPE html><title>Error</title>",
      headers: { "Content-Type": "text/html" },
    };
  }
  const httpStatus = fault.kind === "down" ? 503 : (fault.code ?? 500);
  const code = fault.kind === "down" ? 2 : 1;
  const message = code === 2 ? "Service temporarily unavailable" : "An unknown error occurred";
  return new GraphError(code, message, { httpStatus }).toReply();
}

/** What Meta says when it refuses, under whatever HTTP status it was told to use. */
function refusalOf({ code = 10, status = 400 }: Fault): Reply {
  const message = code === 190 ? "Error validating access token" : `(#${code}) Refused`;
  return new GraphError(code, message, { httpStatus: status }).toReply();
}

async function answerOf(
  sim: Simulator,
  call: Call,
  version: string,
  path: string,
  body: Record<string, unknown> | undefined,
): Promise<Reply> {
  try {
    if (!VERSIONS.test(version)) throw noSuchObject(call.method, version);
    return json(await routeGraph(sim, { call, path, body: body ?? {}, bearer: bearerOf(call) }));
  } catch (error) {
    if (error instanceof GraphError) return error.toReply();
    throw error;
  }
}

/** The token of the Authorization header, or, as Meta also takes it, of the query. */
export function bearerOf(call: Call): string | undefined {
  const header = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? "");
  return header?.[1] ?? call.url.searchParams.get("access_token") ?? undefined;
}

function shortResult(body: unknown): unknown {
  return isObject(body) ? body : String(body).slice(0, 200);
}
