import { createHmac, timingSafeEqual } from "node:crypto";
import { checkTtl, type SignedUrlOptions } from "./file-store";

/** What a signed link opens. */
export type FileGrant = {
  key: string;
  contentType: string;
  downloadName?: string;
  inline: boolean;
};

type Payload = { k: string; e: number; c: string; n?: string; i?: 1 };

const TOKEN_FORM = /^([A-Za-z0-9_-]{1,4096})\.([A-Za-z0-9_-]{43})$/;

/** A token that opens one file until `ttlSeconds` after `now`: base64url payload, dot, HMAC-SHA256. */
export function mintFileToken(
  key: string,
  options: SignedUrlOptions,
  signingKey: Uint8Array,
  now: Date,
): string {
  checkTtl(options.ttlSeconds);
  const payload: Payload = {
    k: key,
    e: Math.floor(now.getTime() / 1000) + options.ttlSeconds,
    c: options.contentType,
    ...(options.downloadName === undefined ? {} : { n: options.downloadName.slice(0, 300) }),
    ...(options.inline === true ? { i: 1 as const } : {}),
  };
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${encoded}.${sign(encoded, signingKey).toString("base64url")}`;
}

/** What the token opens; "invalid" unless we made it, "expired" from its last second on. */
export function readFileToken(
  token: string,
  signingKey: Uint8Array,
  now: Date,
): FileGrant | "invalid" | "expired" {
  const [, encoded, signature] = TOKEN_FORM.exec(token) ?? [];
  if (encoded === undefined || signature === undefined) return "invalid";
  if (!timingSafeEqual(sign(encoded, signingKey), Buffer.from(signature, "base64url"))) return "invalid";
  // Signed by us, so it has the shape we gave it.
  const payload = JSON.parse(Buffer.from(encoded, "base64url").toString()) as Payload;
  if (now.getTime() >= payload.e * 1000) return "expired";
  return {
    key: payload.k,
    contentType: payload.c,
    inline: payload.i === 1,
    ...(payload.n === undefined ? {} : { downloadName: payload.n }),
  };
}

function sign(encoded: string, signingKey: Uint8Array): Buffer {
  return createHmac("sha256", signingKey).update("file-link\n").update(encoded).digest();
}
