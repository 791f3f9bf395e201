import { pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { hmacParts } from "@/lib/crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const derive = promisify(pbkdf2);
/** 27 ms each on the machine this was measured on. The pepper is what protects a short code, not the count. */
const ITERATIONS = 100_000;
const HASH_BYTES = 32;
const AT_ONCE = 2;
const QUEUE_MAX = 50;

/** What a code is bound to: elsewhere the same code has another hash. */
export type CodeBinding = {
  challengeId: string;
  subjectId: string;
  purpose: string;
  targetHash: string;
  placeHash: string;
};

export type StoredCode = { pepperKid: string; salt: Buffer; iterations: number; hash: Buffer };

/** Hashes a new code for storing: PBKDF2-HMAC-SHA256 over an HMAC under the pepper (NIST SP 800-63B 3.1.3, 3.2.2). */
export async function hashCode(binding: CodeBinding, code: string): Promise<StoredCode> {
  const pepperKid = env().OTP_PEPPERS.current;
  const salt = randomBytes(16);
  return {
    pepperKid,
    salt,
    iterations: ITERATIONS,
    hash: await stretch(binding, code, pepperKid, salt, ITERATIONS),
  };
}

/** Whether `code` is the stored one for this binding, in constant time. A retired pepper matches nothing. */
export async function matchesCode(binding: CodeBinding, code: string, stored: StoredCode): Promise<boolean> {
  const hash = await stretch(binding, code, stored.pepperKid, stored.salt, stored.iterations);
  return hash.length === stored.hash.length && timingSafeEqual(hash, stored.hash);
}

/** The same work for a challenge that is not there, so that time tells nothing. */
export async function hashNothing(): Promise<void> {
  const nowhere = { challengeId: "", subjectId: "", purpose: "", targetHash: "", placeHash: "" };
  await stretch(nowhere, "", env().OTP_PEPPERS.current, randomBytes(16), ITERATIONS);
}

async function stretch(
  binding: CodeBinding,
  code: string,
  kid: string,
  salt: Buffer,
  iterations: number,
): Promise<Buffer> {
  // A pepper that was retired is replaced by chance: the work stays, no code matches.
  const pepper = env().OTP_PEPPERS.keys.get(kid) ?? randomBytes(32);
  const { challengeId, subjectId, purpose, targetHash, placeHash } = binding;
  const inner = hmacParts(pepper, ["otp/v1", challengeId, subjectId, purpose, targetHash, placeHash, code]);
  return inTurn(() => derive(inner, salt, iterations, HASH_BYTES, "sha256"));
}

let running = 0;
const queue: (() => void)[] = [];

/** Two hashes at a time and fifty waiting; beyond that it is honest to say no (security 4.4). */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= QUEUE_MAX) {
      throw new AppError(
        "unavailable",
        "Many people are signing in right now. Please try again in a moment.",
        {
          retryAfterSeconds: 2,
        },
      );
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}
