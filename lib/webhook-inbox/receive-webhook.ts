import { env } from "@/lib/env";
import { AppError, type ErrorCode } from "@/lib/errors";
import { counter } from "@/lib/health/counters";
import { addressBucket, clientAddress } from "@/lib/http/client-address";
import { PROBLEM_TYPE, problemText } from "@/lib/http/problem";
import { newId } from "@/lib/ids";
import { describeError, log } from "@/lib/log";
import { answerHandshake } from "@/lib/meta/handshake";
import { checkSignature } from "@/lib/meta/signature";
import type { Platform } from "@/lib/meta/webhook/item";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { countRefusal } from "./count-refusals";
import { joinNextCommit } from "./store-event";

/** Meta sends up to 3 MB; this is the cap on every mount (decisions on webhook bodies). */
export const WEBHOOK_BYTES_MAX = 4 * 1024 * 1024;

export type WebhookAnswer = {
  status: number;
  contentType: string;
  body: string;
  retryAfterSeconds?: number;
  /** Methods that would do, of an answer 405. */
  allow?: string;
};

/** A refusal as problem details, like everywhere under /api: Meta reads the status alone, people read the rest. */
export function refusal(code: ErrorCode, detail: string, retryAfterSeconds?: number): WebhookAnswer {
  const error = new AppError(code, detail);
  const body = problemText(error, newId("request"));
  return { status: error.status, contentType: PROBLEM_TYPE, body, retryAfterSeconds };
}

/** The answer to a body over {@link WEBHOOK_BYTES_MAX}. */
export const tooLarge = () => refusal("too_large", "The body is larger than 4 MiB.");

/**
 * Answers Meta's GET that proves the address is ours (P5.1). Every try from an address is counted, the right one too:
 * who guesses at the token is slowed down before it is compared (WH-05). Meta asks once, when an address is set up.
 */
export async function answerVerification(query: URLSearchParams, headers: Headers): Promise<WebhookAnswer> {
  try {
    await takePermit("webhook.handshake", addressBucket(clientAddress(headers)));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refusal(error.code, error.message, error.retryAfterSeconds);
  }
  const { status, body, headers: given } = answerHandshake(query, env().META_WEBHOOK_VERIFY_TOKEN);
  if (status === 403) return refusal("forbidden", "The verify token is not this app's.");
  if (status === 400) return refusal("invalid_request", "The challenge is not a word.");
  return { status, contentType: given["content-type"], body };
}

/**
 * The one way in for webhooks, mounted by the route handler and by the server in front of it: size, then signature over
 * the raw bytes (no database work before it holds), then JSON, then stored and committed, then 200. When the
 * commit fails the answer is 503 and Meta repeats: a 200 always means stored. `answered` is called once; a promise for
 * each step would cost the server in front more than the steps do.
 */
export function takeWebhook(
  platform: Platform,
  raw: Uint8Array,
  signature: string | null,
  answered: (answer: WebhookAnswer) => void,
): void {
  const tell = (answer: WebhookAnswer) => {
    counterOf(platform, answer.status)();
    answered(answer);
  };
  const refused = refuse(platform, raw, signature);
  if (refused) tell(refused);
  else joinNextCommit(platform, raw, (failure) => tell(failure ? notStored(failure.error) : STORED));
}

/** The same as a promise. */
export function receiveWebhook(
  platform: Platform,
  raw: Uint8Array,
  signature: string | null,
): Promise<WebhookAnswer> {
  return new Promise((resolve) => takeWebhook(platform, raw, signature, resolve));
}

/** What the metrics call each answer. */
const OUTCOMES: Record<number, string> = {
  200: "stored",
  400: "not_json",
  401: "signature_missing",
  403: "signature_wrong",
  413: "too_large",
  503: "not_stored",
};

const counters = new Map<string, () => void>();

function counterOf(platform: Platform, status: number): () => void {
  const key = `${platform} ${status}`;
  const known = counters.get(key);
  if (known) return known;
  const made = counter("trustguard_webhooks_total", { platform, outcome: OUTCOMES[status] ?? "other" });
  counters.set(key, made);
  return made;
}

const STORED = { status: 200, contentType: "text/plain; charset=utf-8", body: "EVENT_RECEIVED" };

function notStored(error: unknown): WebhookAnswer {
  log.error({ error: describeError(error) }, "a webhook could not be stored; Meta will repeat it");
  return refusal("unavailable", "Not stored. Please send it again.", 5);
}

function refuse(platform: Platform, raw: Uint8Array, signature: string | null): WebhookAnswer | null {
  if (raw.byteLength > WEBHOOK_BYTES_MAX) return tooLarge();
  const verdict = checkSignature(raw, signature, secretsFor(platform));
  if (verdict === "missing") {
    countRefusal("missing");
    return refusal("signature_missing", "X-Hub-Signature-256 is missing.");
  }
  if (verdict === "wrong") {
    countRefusal("wrong");
    return refusal("signature_wrong", "X-Hub-Signature-256 does not match the body.");
  }
  return isJson(raw) ? null : refusal("not_json", "The body is not JSON.");
}

/** Either app may sign Instagram; several secrets stand during a rotation. */
function secretsFor(platform: Platform): readonly string[] {
  const { META_APP_SECRET, META_INSTAGRAM_APP_SECRET } = env();
  return platform === "instagram"
    ? [...META_APP_SECRET, ...(META_INSTAGRAM_APP_SECRET ?? [])]
    : META_APP_SECRET;
}

const decoder = new TextDecoder();

function isJson(raw: Uint8Array): boolean {
  try {
    JSON.parse(decoder.decode(raw));
    return true;
  } catch {
    return false;
  }
}
