import ipaddr from "ipaddr.js";

/** Where Meta serves media from. Suffixes match on a dot's border. */
export const META_MEDIA_HOSTS: readonly string[] = [
  "fbsbx.com",
  "fbcdn.net",
  "facebook.com",
  "whatsapp.net",
  "cdnwhatsapp.net",
  "cdninstagram.com",
];

export type HostVerdict =
  | { allowed: true; url: URL; mayBePrivate: boolean }
  | { allowed: false; reason: "bad_url" | "bad_scheme" | "credentials" | "host" };

/**
 * Says whether media may be fetched from an address. `allowedHosts` are host[:port] suffixes. An entry with a port, or
 * one that is itself `localhost` or an address, is the operator's own choice of one machine: it matches exactly, and may be private and plain http.
 * Every other entry means https on 443 on the public internet.
 */
export function judgeMediaUrl(address: string, allowedHosts: readonly string[]): HostVerdict {
  if (address.length > 4_096 || !URL.canParse(address)) return { allowed: false, reason: "bad_url" };
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return { allowed: false, reason: "bad_scheme" };
  if (url.username !== "" || url.password !== "") return { allowed: false, reason: "credentials" };
  const entries = allowedHosts.map(readEntry);
  if (entries.some((entry) => entry.isOneMachine && isSameMachine(entry, url))) {
    return { allowed: true, url, mayBePrivate: true };
  }
  if (url.protocol !== "https:") return { allowed: false, reason: "bad_scheme" };
  const isListed = entries.some((entry) => !entry.isOneMachine && isUnder(url.hostname, entry.host));
  if (url.port !== "" || !isListed) return { allowed: false, reason: "host" };
  return { allowed: true, url, mayBePrivate: false };
}

/** True for addresses anybody on the internet may have; false for loopback, private, link-local and the like. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === "unicast";
}

type Entry = { host: string; port: string; isOneMachine: boolean };

function readEntry(text: string): Entry {
  const trimmed = text.trim().toLowerCase().replace(/^\.+/, "");
  const port = /:(\d{1,5})$/.exec(isBareIpv6(trimmed) ? "" : trimmed)?.[1] ?? "";
  const host = port === "" ? trimmed : trimmed.slice(0, -port.length - 1);
  const bare = host.replace(/^\[|\]$/g, "");
  return { host: bare, port, isOneMachine: port !== "" || bare === "localhost" || ipaddr.isValid(bare) };
}

function isBareIpv6(text: string): boolean {
  return !text.startsWith("[") && ipaddr.IPv6.isValid(text);
}

function isSameMachine(entry: Entry, url: URL): boolean {
  const effectivePort = url.port || (url.protocol === "https:" ? "443" : "80");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return host === entry.host && (entry.port === "" || entry.port === effectivePort);
}

function isUnder(host: string, suffix: string): boolean {
  return suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`));
}
