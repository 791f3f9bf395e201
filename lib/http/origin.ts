import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a method may change something. */
function isMutation(method: string): boolean {
  return !READING.has(method);
}

/**
 * Refuses requests that another site made a browser send (SE-08): a foreign `Origin` always, and a missing one where
 * a cookie authenticates a change. A Bearer token needs none, since no browser adds it by itself.
 */
export function checkOrigin(request: Request, authenticatedBy: "cookie" | "bearer" | "nobody"): void {
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== env().APP_URL) throw foreign();
  if (!isMutation(request.method)) return;
  if (origin === null && authenticatedBy === "cookie") throw foreign();
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") throw foreign();
}

function foreign(): AppError {
  return new AppError("foreign_origin", "This request came from another site and was refused.");
}
