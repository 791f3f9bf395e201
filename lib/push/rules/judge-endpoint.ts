import ipaddr from "ipaddr.js";
import { isPublicAddress } from "@/lib/meta/media-host";

export type EndpointVerdict = { allowed: true; url: URL; mayBePrivate: boolean } | { allowed: false };

const REFUSED: EndpointVerdict = { allowed: false };
const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost"]);

/**
 * Says whether we may write to an address that a browser named as its push service's: https on 443 of a public host. The name
 * is the client's choice, so its addresses are judged again when it is written to. Where the product itself is opened over
 * http on this machine, so may the push service be: there are no others to reach.
 */
export function judgeEndpoint(endpoint: string, appUrl: string): EndpointVerdict {
  if (endpoint.length > 2_048 || !URL.canParse(endpoint)) return REFUSED;
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") return REFUSED;
  if (isLoopback(url) && isLoopback(new URL(appUrl))) return { allowed: true, url, mayBePrivate: true };
  if (url.protocol !== "https:" || url.port !== "") return REFUSED;
  return isPublicHost(url.hostname) ? { allowed: true, url, mayBePrivate: false } : REFUSED;
}

function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && LOOPBACK_HOSTS.has(url.hostname);
}

function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(host)) return isPublicAddress(host);
  return host.includes(".") && !/\.(local|localhost|internal|home|lan)\.?$/.test(host);
}
