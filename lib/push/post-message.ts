import { lookup } from "node:dns/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import webPush from "web-push";
import { env } from "@/lib/env";
import { isPublicAddress } from "@/lib/meta/media-host";
import type { PushKeys } from "./keys";
import { judgeEndpoint } from "./rules/judge-endpoint";

/** Where a browser takes messages, as its Push API gave it. */
export type PushTarget = { endpoint: string; keys: { p256dh: string; auth: string } };

export type PushPost = {
  target: PushTarget;
  /** At most 3 kB of text. */
  text: string;
  ttlSeconds: number;
  /** A later message under the same topic takes the place of one that still waits at the service (RFC 8030, 5.4). */
  topic: string;
  keys: PushKeys;
};

/** "gone": the browser takes nothing any more. "retry" is certain: nothing went out. "in_doubt" is not. */
export type PushOutcome =
  | { kind: "sent" }
  | { kind: "gone" | "refused" | "retry" | "in_doubt"; reason: string };

type Address = { address: string; family: number };

const TIMEOUT_MS = 10_000;

/**
 * Hands one message to a browser's push service, encrypted for that browser alone (RFC 8291) and signed (RFC 8292). The name
 * is resolved once, its addresses are judged, and the connection goes to exactly those; redirects are not followed.
 */
export async function postMessage(post: PushPost): Promise<PushOutcome> {
  const verdict = judgeEndpoint(post.target.endpoint, env().APP_URL);
  if (!verdict.allowed) return { kind: "refused", reason: "address" };
  const addresses = await addressesOf(verdict.url).catch(() => []);
  if (addresses.length === 0) return { kind: "retry", reason: "no_address" };
  const isForbidden = !verdict.mayBePrivate && !addresses.every(({ address }) => isPublicAddress(address));
  if (isForbidden) return { kind: "refused", reason: "address" };
  const sealed = encrypt(post);
  if (!sealed) return { kind: "refused", reason: "keys" };
  return send(verdict.url, addresses, sealed);
}

type Sealed = { headers: Record<string, string>; body: Buffer };

function encrypt({ target, text, ttlSeconds, topic, keys }: PushPost): Sealed | null {
  try {
    const { headers, body } = webPush.generateRequestDetails(target, text, {
      vapidDetails: keys,
      TTL: ttlSeconds,
      urgency: "high",
      topic,
      contentEncoding: "aes128gcm",
    });
    return { headers: headers as Record<string, string>, body: body as Buffer };
  } catch {
    return null;
  }
}

async function addressesOf(url: URL): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(host)) return lookup(host, { all: true, verbatim: true });
  return [{ address: host, family: ipaddr.parse(host).kind() === "ipv6" ? 6 : 4 }];
}

function send(url: URL, addresses: Address[], { headers, body }: Sealed): Promise<PushOutcome> {
  const pinned: LookupFunction = (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) return done(null, addresses);
    return done(null, first?.address ?? "", first?.family);
  };
  const open = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    let isConnected = false;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const outgoing = open(url, { method: "POST", agent: false, lookup: pinned, signal, headers });
    outgoing.once("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        isConnected = true;
      });
    });
    outgoing.once("response", (response) => {
      // What a service says beside its status is of no use here, and may be endless.
      response.once("error", () => undefined).destroy();
      resolve(outcomeOf(response.statusCode ?? 0));
    });
    outgoing.once("error", () => {
      resolve({ kind: isConnected ? "in_doubt" : "retry", reason: "connection" });
    });
    outgoing.end(body);
  });
}

/** What a push service's answer means (RFC 8030, 5 and 7.3; 404 and 410: the subscription is over). */
export function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  const reason = `http_${status}`;
  if (status === 404 || status === 410) return { kind: "gone", reason };
  if (status === 429 || status >= 500) return { kind: "retry", reason };
  return { kind: "refused", reason };
}
