import { createHmac, timingSafeEqual } from "node:crypto";
import { field, idOf } from "./webhook/read-json";

/** What Meta says in a `signed_request`: who, for this app alone, and when. */
export type SignedRequest = {
  userId: string;
  /** Null where Meta named no moment. */
  issuedAt: Date | null;
  /** The signed text itself: the same request, sent again, has the same. */
  payload: string;
};

/**
 * Reads Meta's `signed_request`: `<signature>.<payload>`, both base64url, the signature HMAC-SHA256 over the encoded payload
 * with one of the app's secrets. "missing" without any, "wrong" for everything that is not genuine, names another
 * algorithm, has ended, or names nobody. Meta: Facebook Login, parsing the signed request.
 */
export function readSignedRequest(
  text: string | null,
  secrets: readonly string[],
  nowMs: number,
): SignedRequest | "missing" | "wrong" {
  if (text === null || text === "") return "missing";
  const [signature = "", payload = "", ...rest] = text.split(".");
  if (rest.length > 0 || !isSigned(signature, payload, secrets)) return "wrong";
  const said = parse(payload);
  const userId = idOf(field(said, "user_id"));
  const ends = momentOf(field(said, "expires"));
  if (field(said, "algorithm") !== "HMAC-SHA256" || userId === undefined) return "wrong";
  if (ends !== null && ends.getTime() < nowMs) return "wrong";
  return { userId, issuedAt: momentOf(field(said, "issued_at")), payload };
}

function isSigned(signature: string, payload: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature, "base64url");
  let matched = false;
  // Every secret is tried, so that the time taken does not tell which one is current.
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(payload).digest();
    if (secret !== "" && given.length === expected.length && timingSafeEqual(given, expected)) matched = true;
  }
  return matched;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Seconds since 1970; 0 means none. */
function momentOf(value: unknown): Date | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value < 1e11
    ? new Date(value * 1_000)
    : null;
}
