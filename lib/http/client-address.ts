import { randomBytes } from "node:crypto";
import ipaddr from "ipaddr.js";
import { equalInConstantTime } from "@/lib/crypto";
import { env } from "@/lib/env";

/** Carries the address of the TCP peer from the server's own start-up file to the routes. */
const PEER_HEADER = "x-trustguard-peer";

// The server and Next's bundles are different copies of this module in one process.
const store = globalThis as typeof globalThis & { trustguardPeerMark?: string };

/**
 * Called by the HTTP server for each request, before Next sees it: replaces whatever the client sent under this name
 * by the true peer, with a mark that only this process knows.
 */
export function markPeer(headers: Record<string, unknown>, peerAddress: string | undefined): void {
  delete headers[PEER_HEADER];
  if (peerAddress) headers[PEER_HEADER] = `${peerMark()} ${peerAddress}`;
}

/**
 * The client's address, or undefined when it cannot be known. `X-Forwarded-For` counts only when the peer is inside
 * TRUSTED_PROXIES, and then its right-most address outside them (OT-06). Other forwarding headers never count.
 */
export function clientAddress(headers: Headers): string | undefined {
  const { TRUSTED_PROXIES, VERCEL } = env();
  // Vercel's edge overwrites this header and there is no server of ours in front.
  if (VERCEL) return normalized(headers.get("x-vercel-forwarded-for")?.split(",").at(-1));
  const peer = peerAddress(headers);
  if (!peer || !isTrusted(peer, TRUSTED_PROXIES)) return peer;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map(normalized);
  for (const hop of hops.reverse()) {
    if (hop === undefined) return peer;
    if (!isTrusted(hop, TRUSTED_PROXIES)) return hop;
  }
  return peer;
}

/** What limits count as one client: an IPv4 address, or the /64 of an IPv6 one. */
export function addressBucket(address: string | undefined): string {
  if (address === undefined) return "unknown";
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  const network = parsed.toByteArray().slice(0, 8);
  return `${Buffer.from(network).toString("hex")}/64`;
}

function peerAddress(headers: Headers): string | undefined {
  const [mark = "", address] = (headers.get(PEER_HEADER) ?? "").split(" ");
  return equalInConstantTime(mark, peerMark()) ? normalized(address) : undefined;
}

function peerMark(): string {
  store.trustguardPeerMark ??= randomBytes(16).toString("base64url");
  return store.trustguardPeerMark;
}

function normalized(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? "";
  return ipaddr.isValid(trimmed) ? ipaddr.process(trimmed).toString() : undefined;
}

function isTrusted(address: string, networks: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return networks.some((network) => {
    const [base, bits] = network.includes("/") ? ipaddr.parseCIDR(network) : hostNetwork(network);
    return base.kind() === parsed.kind() && parsed.match([base, bits] as [ipaddr.IPv4, number]);
  });
}

function hostNetwork(address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const parsed = ipaddr.parse(address);
  return [parsed, parsed.kind() === "ipv4" ? 32 : 128];
}
