import { lookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { isPublicAddress, judgeMediaUrl } from "./media-host";

export type Address = { address: string; family: number };
export type Resolve = (host: string) => Promise<Address[]>;

export type DownloadRequest = {
  url: string;
  /** Sent as Bearer, and only to hosts on the list. */
  token: string | null;
  allowedHosts: readonly string[];
  maxBytes: number;
  signal: AbortSignal;
  resolve?: Resolve;
};

export type DownloadFailure =
  | "gone"
  | "unauthorised"
  | "too_large"
  | "host_refused"
  | "not_media"
  | "unreachable"
  | "timeout";

export type Download = { ok: true; bytes: Buffer; mimeType: string } | { ok: false; reason: DownloadFailure };

const MAX_REDIRECTS = 3;

/**
 * Fetches one address of the allow-list. The name is resolved once, its addresses are checked, and the connection goes to
 * exactly those: an answer that changes between check and use (DNS rebinding) has no effect. Redirects are judged like the first address.
 */
export async function download(request: DownloadRequest): Promise<Download> {
  let url = request.url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const step = await fetchOnce({ ...request, url });
    if (!("redirectTo" in step)) return step;
    if (!URL.canParse(step.redirectTo, url)) return { ok: false, reason: "host_refused" };
    url = new URL(step.redirectTo, url).href;
  }
  return { ok: false, reason: "unreachable" };
}

async function fetchOnce(request: DownloadRequest): Promise<Download | { redirectTo: string }> {
  const verdict = judgeMediaUrl(request.url, request.allowedHosts);
  if (!verdict.allowed) return { ok: false, reason: "host_refused" };
  try {
    const addresses = await addressesOf(verdict.url, request.resolve ?? resolveAll);
    const isForbidden = !verdict.mayBePrivate && !addresses.every(({ address }) => isPublicAddress(address));
    if (addresses.length === 0) return { ok: false, reason: "unreachable" };
    if (isForbidden) return { ok: false, reason: "host_refused" };
    const response = await open(verdict.url, addresses, request);
    return await readResponse(response, request.maxBytes);
  } catch {
    return { ok: false, reason: request.signal.aborted ? "timeout" : "unreachable" };
  }
}

async function addressesOf(url: URL, resolve: Resolve): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(host)) return resolve(host);
  return [{ address: host, family: ipaddr.parse(host).kind() === "ipv6" ? 6 : 4 }];
}

function resolveAll(host: string): Promise<Address[]> {
  return lookup(host, { all: true, verbatim: true });
}

function open(url: URL, addresses: Address[], request: DownloadRequest): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) return done(null, addresses);
    return done(null, first?.address ?? "", first?.family);
  };
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      agent: false,
      lookup: pinned,
      signal: request.signal,
      headers: {
        accept: "*/*",
        "accept-encoding": "identity",
        // Some of Meta's media hosts answer clients without one with a web page.
        "user-agent": "TrustGuard/1.0 (+media)",
        ...(request.token === null ? {} : { authorization: `Bearer ${request.token}` }),
      },
    });
    outgoing.once("response", resolve).once("error", reject).end();
  });
}

async function readResponse(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Download | { redirectTo: string }> {
  const refusal = refusalOf(response, maxBytes);
  if (refusal !== null) {
    response.destroy();
    return refusal;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the response, and with it the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return { ok: false, reason: "too_large" };
    chunks.push(chunk);
  }
  const mimeType = mimeTypeOf(response);
  if (mimeType === "text/html" || size === 0) return { ok: false, reason: "not_media" };
  return { ok: true, bytes: Buffer.concat(chunks), mimeType };
}

function refusalOf(
  response: IncomingMessage,
  maxBytes: number,
): { ok: false; reason: DownloadFailure } | { redirectTo: string } | null {
  const status = response.statusCode ?? 0;
  const location = response.headers.location;
  if (status >= 300 && status < 400 && location !== undefined) return { redirectTo: location };
  if (status === 404 || status === 410) return { ok: false, reason: "gone" };
  if (status === 401 || status === 403) return { ok: false, reason: "unauthorised" };
  if (status !== 200) return { ok: false, reason: "unreachable" };
  const declared = Number(response.headers["content-length"] ?? 0);
  return declared > maxBytes ? { ok: false, reason: "too_large" } : null;
}

function mimeTypeOf(response: IncomingMessage): string {
  return (response.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
