import { createHash } from "node:crypto";
import { type Download, type DownloadFailure, download, type Resolve } from "./download";
import { type GraphAnswer, type GraphTarget, graphCall } from "./graph";
import { field, textOf } from "./webhook/read-json";
import { sha256HexOf } from "./webhook/read-values";

export type MediaFailure = DownloadFailure | "hash_mismatch" | "token" | "bad_id";

export type FetchedMedia =
  | { ok: true; bytes: Buffer; mimeType: string; sha256Hex: string }
  /** `retryable`: worth asking again after a while; otherwise the buyer has to send it again. */
  | { ok: false; reason: MediaFailure; retryable: boolean };

export type FetchMediaInput = {
  graph: GraphTarget;
  mediaId: string;
  /** Limits what may be read to this number's media. */
  phoneNumberId: string;
  allowedHosts: readonly string[];
  maxBytes?: number;
  timeoutMs?: number;
  /** What the webhook said the hash was; compared when given. */
  expectedSha256Hex?: string;
  resolve?: Resolve;
};

const MAX_MEDIA_BYTES = 16 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 15_000;
const RETRYABLE = new Set<MediaFailure>(["unreachable", "timeout", "token", "hash_mismatch", "unauthorised"]);
/** Graph's answers about an id that is unknown, expired (7 days) or another number's. */
const GONE_CODES = new Set([33, 100]);

/**
 * Fetches the bytes of a WhatsApp media id in Meta's two steps: ask Graph for the address (good for five minutes), then
 * fetch it with the same token. An expired address and a wrong hash are each tried once more with a fresh address.
 */
export async function fetchMedia(input: FetchMediaInput): Promise<FetchedMedia> {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(input.mediaId)) return failed("bad_id");
  const first = await fetchOnce(input);
  if (first.ok || (first.reason !== "gone" && first.reason !== "hash_mismatch")) return first;
  return fetchOnce(input);
}

export type FetchMediaUrlInput = Omit<FetchMediaInput, "graph" | "mediaId" | "phoneNumberId"> & {
  url: string;
};

/** Fetches media that the webhook names by address (Instagram): no token goes along. */
export async function fetchMediaUrl(input: FetchMediaUrlInput): Promise<FetchedMedia> {
  return checked(await load(input.url, null, input), [input.expectedSha256Hex]);
}

async function fetchOnce(input: FetchMediaInput): Promise<FetchedMedia> {
  const path = `/${input.mediaId}?phone_number_id=${encodeURIComponent(input.phoneNumberId)}`;
  const answer = await graphCall(input.graph, "GET", path, undefined, { timeoutMs: input.timeoutMs });
  if (answer.kind !== "ok") return failed(reasonOf(answer));
  const url = textOf(field(answer.body, "url"), 4_096);
  if (url === undefined) return failed("gone");
  const declared = Number(field(answer.body, "file_size"));
  if (declared > (input.maxBytes ?? MAX_MEDIA_BYTES)) return failed("too_large");
  const loaded = await load(url, input.graph.token, input);
  return checked(loaded, [input.expectedSha256Hex, sha256HexOf(field(answer.body, "sha256"))]);
}

function load(
  url: string,
  token: string | null,
  input: Pick<FetchMediaInput, "allowedHosts" | "maxBytes" | "timeoutMs" | "resolve">,
): Promise<Download> {
  return download({
    url,
    token,
    allowedHosts: input.allowedHosts,
    maxBytes: input.maxBytes ?? MAX_MEDIA_BYTES,
    signal: AbortSignal.timeout(input.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    resolve: input.resolve,
  });
}

function checked(loaded: Download, expected: (string | undefined)[]): FetchedMedia {
  if (!loaded.ok) return failed(loaded.reason);
  const sha256Hex = createHash("sha256").update(loaded.bytes).digest("hex");
  const isOther = expected.some((hash) => hash !== undefined && hash.toLowerCase() !== sha256Hex);
  return isOther ? failed("hash_mismatch") : { ...loaded, sha256Hex };
}

function reasonOf(answer: Exclude<GraphAnswer, { kind: "ok" }>): MediaFailure {
  if (answer.kind !== "error") return answer.reason === "timeout" ? "timeout" : "unreachable";
  if (answer.status === 401 || answer.error.code === 190) return "token";
  if (answer.status === 404 || GONE_CODES.has(answer.error.code)) return "gone";
  return answer.status === 403 ? "unauthorised" : "unreachable";
}

function failed(reason: MediaFailure): FetchedMedia {
  return { ok: false, reason, retryable: RETRYABLE.has(reason) };
}
