import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { problemResponse } from "./problem";
import { withApiHeaders } from "./reply";

type Way = { pattern: RegExp; parameters: number; methods: Set<string> };

/**
 * What the server in front answers instead of the router, which leaves these without a word (RFC 9457 problems are
 * promised): 405 with `Allow` for a method that a known address does not take (RFC 9110, 15.5.6) and for `TRACE` anywhere, 400
 * for an address whose percent signs cannot be read. Null for everything else.
 *
 * @param endpoints every way in
 */
export function unroutedRefusal(
  endpoints: readonly Endpoint[],
): (method: string, url: string) => Response | null {
  const ways = waysOf(endpoints);
  return (method, url) => {
    // Next cannot make a request of it and answers 500 wherever it is sent.
    if (method === "TRACE") return refuseMethod("GET, HEAD");
    const [pathname = ""] = url.split("?");
    if (!pathname.startsWith("/api/")) return null;
    if (!isReadable(pathname)) return refuse(new AppError("invalid_request", "The address cannot be read."));
    const way = ways.find(({ pattern }) => pattern.test(pathname));
    if (!way || method === "OPTIONS" || way.methods.has(method)) return null;
    return refuseMethod([...way.methods].sort().join(", "));
  };
}

/** Writes a refusal to a plain Node response. */
export async function sendRefusal(
  refusal: Response,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // What is still on its way is not waited for.
  request.resume();
  response.writeHead(refusal.status, Object.fromEntries(refusal.headers));
  response.end(await refusal.text());
}

/** Addresses in words come before those with parameters, as the router prefers them. */
function waysOf(endpoints: readonly Endpoint[]): Way[] {
  const byPath = new Map<string, Way>();
  for (const { method, path } of endpoints) {
    const way = byPath.get(path) ?? newWay(path);
    way.methods.add(method);
    if (method === "GET") way.methods.add("HEAD");
    byPath.set(path, way);
  }
  return [...byPath.values()].sort((a, b) => a.parameters - b.parameters);
}

function newWay(path: string): Way {
  const parts = path.split(/\{\w+\}/);
  const pattern = parts.map((part) => part.replaceAll(".", "\\.")).join("[^/]+");
  return { pattern: new RegExp(`^${pattern}$`), parameters: parts.length - 1, methods: new Set() };
}

function isReadable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function refuseMethod(allow: string): Response {
  return refuse(new AppError("method_not_allowed", `This address takes ${allow}.`), { allow });
}

function refuse(error: AppError, headers: Record<string, string> = {}): Response {
  const requestId = newId("request");
  const response = problemResponse(error, requestId);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return withApiHeaders(response, requestId);
}
