import { createHmac, timingSafeEqual } from "node:crypto";

const HEADER_FORM = /^sha256=([0-9a-f]{64})$/;

/**
 * Checks `X-Hub-Signature-256` over the bytes exactly as they arrived: HMAC-SHA256 keyed with an app secret.
 * `secrets` holds every secret that may sign now (two during a rotation; Instagram's own beside the app's).
 * "missing" when there was no header at all, "wrong" for anything that is not a genuine signature.
 */
export function checkSignature(
  raw: Uint8Array,
  header: string | null,
  secrets: readonly string[],
): "ok" | "missing" | "wrong" {
  if (header === null) return "missing";
  const hex = HEADER_FORM.exec(header)?.[1];
  if (hex === undefined) return "wrong";
  const given = Buffer.from(hex, "hex");
  let matched = false;
  // Every secret is tried, so that the time taken does not tell which one is current.
  for (const secret of secrets) {
    if (secret === "") continue;
    const expected = createHmac("sha256", secret).update(raw).digest();
    if (timingSafeEqual(expected, given)) matched = true;
  }
  return matched ? "ok" : "wrong";
}

/** The header value a holder of `secret` sends with these bytes. */
export function signBody(raw: Uint8Array, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
}
