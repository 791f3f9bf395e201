import { createHmac } from "node:crypto";
import { field, isObject, textOf } from "./webhook/read-json";

/** One of Meta's API hosts, spoken to with one token. */
export type GraphTarget = {
  /** Scheme and host, no path: `https://graph.facebook.com`. */
  baseUrl: string;
  /** `v25.0`; null for the few paths that carry no version. */
  version: string | null;
  /** Sent as Bearer, never in the address. Null for calls that authenticate otherwise. */
  token: string | null;
  /** The app secret, for apps that demand `appsecret_proof`. */
  appSecretProofSecret?: string;
};

export type GraphBody = Record<string, unknown> | URLSearchParams | FormData;

/** Meta's error object. `code` is 0 when the answer named none. */
export type GraphError = {
  code: number;
  subcode: number | null;
  message: string;
  details: string;
  traceId: string | null;
};

export type GraphAnswer =
  | { kind: "ok"; status: number; body: unknown }
  /** Meta answered and said no: certainly not done. */
  | { kind: "error"; status: number; error: GraphError; retryAfterSeconds?: number }
  /** The request certainly never reached Meta. */
  | { kind: "not_sent"; reason: string }
  /** It may or may not have been done. */
  | { kind: "in_doubt"; reason: string };

const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 10_000;
/** Failures before the first byte of a request can have left. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);
/** Codes with which Meta means "perhaps, try later": after a 5xx they prove nothing. */
const TRANSIENT_CODES = new Set([0, 1, 2, 131000, 131016, 131057, 133004, 135000]);

/**
 * One call of the Graph API. Never throws, follows no redirect (the token would go along), reads at most 2 MiB.
 * `path` starts with a slash and may carry a query; ids in it are the caller's to encode.
 */
export async function graphCall(
  target: GraphTarget,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: GraphBody,
  options: { timeoutMs?: number } = {},
): Promise<GraphAnswer> {
  let request: Request;
  try {
    request = buildRequest(target, method, path, body, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  } catch {
    // A malformed host or token: nothing has left.
    return { kind: "not_sent", reason: "bad_target" };
  }
  try {
    return await readAnswer(await fetch(request));
  } catch (error) {
    return failureOf(error);
  }
}

function buildRequest(
  target: GraphTarget,
  method: string,
  path: string,
  body: GraphBody | undefined,
  timeoutMs: number,
): Request {
  return new Request(addressOf(target, path), {
    method,
    headers: headersOf(target, body),
    body: encodeBody(body),
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
}

function addressOf(target: GraphTarget, path: string): URL {
  const version = target.version === null ? "" : `/${target.version}`;
  const url = new URL(`${target.baseUrl.replace(/\/+$/, "")}${version}${path}`);
  if (target.appSecretProofSecret !== undefined && target.token !== null) {
    const proof = createHmac("sha256", target.appSecretProofSecret).update(target.token).digest("hex");
    url.searchParams.set("appsecret_proof", proof);
  }
  return url;
}

function headersOf(target: GraphTarget, body: GraphBody | undefined): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (target.token !== null) headers.authorization = `Bearer ${target.token}`;
  if (isPlain(body)) headers["content-type"] = "application/json";
  return headers;
}

function encodeBody(body: GraphBody | undefined): string | URLSearchParams | FormData | undefined {
  return isPlain(body) ? JSON.stringify(body) : (body as URLSearchParams | FormData | undefined);
}

function isPlain(body: GraphBody | undefined): boolean {
  return body !== undefined && !(body instanceof URLSearchParams) && !(body instanceof FormData);
}

async function readAnswer(response: Response): Promise<GraphAnswer> {
  const { status } = response;
  const body = await readJson(response);
  if (response.ok) {
    if (body === undefined) return { kind: "in_doubt", reason: "unreadable_answer" };
    if (!isObject(field(body, "error"))) return { kind: "ok", status, body };
  }
  const error = errorOf(body);
  if (status >= 500 && TRANSIENT_CODES.has(error.code)) {
    return { kind: "in_doubt", reason: `http_${status}` };
  }
  if (status === 408) return { kind: "in_doubt", reason: "http_408" };
  const retryAfterSeconds = retryAfterOf(response.headers);
  return retryAfterSeconds === undefined
    ? { kind: "error", status, error }
    : { kind: "error", status, error, retryAfterSeconds };
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function errorOf(body: unknown): GraphError {
  const error = field(body, "error");
  const number = (name: string) => {
    const value = field(error, name);
    return typeof value === "number" ? value : null;
  };
  return {
    code: number("code") ?? 0,
    subcode: number("error_subcode"),
    message: textOf(field(error, "message"), 500) ?? "",
    details: textOf(field(field(error, "error_data"), "details"), 1_000) ?? "",
    traceId: textOf(field(error, "fbtrace_id"), 100) ?? null,
  };
}

/** Seconds from `Retry-After`, else from Meta's usage header, which speaks of minutes. */
function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds > 0) return Math.min(Math.ceil(seconds), 86_400);
  const usage = headers.get("x-business-use-case-usage") ?? "";
  const minutes = Number(/"estimated_time_to_regain_access"\s*:\s*(\d{1,5})/.exec(usage)?.[1] ?? 0);
  return minutes > 0 ? minutes * 60 : undefined;
}

function failureOf(error: unknown): GraphAnswer {
  const code = causeCode(error);
  if (NEVER_SENT.has(code)) return { kind: "not_sent", reason: code.toLowerCase() };
  if (error instanceof Error && error.name === "TimeoutError") return { kind: "in_doubt", reason: "timeout" };
  return { kind: "in_doubt", reason: code === "" ? "connection_lost" : code.toLowerCase() };
}

/** fetch hides the system's error one or two causes deep, sometimes inside a list of attempts. */
function causeCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return "";
  const { code, cause, errors } = error as Error & { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === "string" && code !== "") return code;
  if (Array.isArray(errors) && errors.length > 0) return causeCode(errors[0], depth + 1);
  return causeCode(cause, depth + 1);
}
