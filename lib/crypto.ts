import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** Keys by id; the first encrypts (or hashes), all can decrypt (or check): `kid:base64[,kid:base64…]`. */
export type KeyRing = { readonly current: string; readonly keys: ReadonlyMap<string, Buffer> };

/** Parses `kid:base64(32 bytes)[,kid:…]`. Throws a message that names no key material. */
export function parseKeyRing(text: string): KeyRing {
  const entries = text.split(",").map((part) => part.trim().split(":"));
  const keys = new Map<string, Buffer>();
  for (const [kid = "", encoded = ""] of entries) {
    const key = Buffer.from(encoded, "base64");
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(kid) || key.length !== 32) {
      throw new Error("must be kid:base64 of 32 bytes, several separated by commas");
    }
    keys.set(kid, key);
  }
  return { current: entries[0]?.[0] ?? "", keys };
}

/** SHA-256 as lower-case hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Compares two strings without telling by time where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const a = createHash("sha256").update(left).digest();
  const b = createHash("sha256").update(right).digest();
  return timingSafeEqual(a, b);
}

/** A key for one purpose, derived from a secret (HKDF-SHA256, RFC 5869), so that no key serves two ends. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "trustguard", purpose, 32));
}

/**
 * Seals text with AES-256-GCM under a fresh data key, itself sealed by the ring's current key (envelope).
 * `place` names where the result will be kept (table, column, tenant, row): elsewhere it does not open.
 */
export function seal(ring: KeyRing, place: readonly string[], plain: string): string {
  const kid = ring.current;
  const dataKey = randomBytes(32);
  const wrapped = encrypt(keyOf(ring, kid), aad(kid, place, "key"), dataKey);
  const body = encrypt(dataKey, aad(kid, place, "body"), Buffer.from(plain, "utf8"));
  return ["v1", kid, wrapped.toString("base64url"), body.toString("base64url")].join(".");
}

/** Opens what {@link seal} made for the same place. Throws when it was moved, changed, or its key is gone. */
export function unseal(ring: KeyRing, place: readonly string[], sealed: string): string {
  const [version, kid = "", wrapped = "", body = ""] = sealed.split(".");
  if (version !== "v1") throw new Error("sealed text has an unknown version");
  const dataKey = decrypt(keyOf(ring, kid), aad(kid, place, "key"), Buffer.from(wrapped, "base64url"));
  return decrypt(dataKey, aad(kid, place, "body"), Buffer.from(body, "base64url")).toString("utf8");
}

/** The id of the key that a sealed text was made with; null for text that {@link seal} did not make. */
export function kidOf(sealed: string): string | null {
  const [version, kid = ""] = sealed.split(".");
  return version === "v1" ? kid : null;
}

/** HMAC-SHA256 over length-prefixed parts, so that no two lists of parts share their bytes. */
export function hmacParts(key: Uint8Array, parts: readonly string[]): Buffer {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(lengthPrefixed(part));
  return mac.digest();
}

/** Four bytes of big-endian length, then the UTF-8 bytes. */
function lengthPrefixed(part: string): Buffer {
  const bytes = Buffer.from(part, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function aad(kid: string, place: readonly string[], use: string): Buffer {
  return Buffer.concat([kid, use, ...place].map(lengthPrefixed));
}

function encrypt(key: Uint8Array, associated: Uint8Array, plain: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Uint8Array, associated: Uint8Array, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(associated);
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

function keyOf(ring: KeyRing, kid: string): Buffer {
  const key = ring.keys.get(kid);
  if (!key) throw new Error(`no key with id ${kid} is configured`);
  return key;
}
