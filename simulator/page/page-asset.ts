import type { Call, Reply } from "../http/exchange";

/** The page and its parts; undefined for paths that are none of them. */
export function pageAsset(call: Call): Reply | undefined {
  if (call.method !== "GET" || call.url.pathname !== "/") return undefined;
  return {
    status: 200,
    body: "<!doctype html><title>Simulator</title>",
    headers: { "Content-Type": "text/html" },
  };
}
