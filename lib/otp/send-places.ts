import { sha256Hex } from "@/lib/crypto";
import { clearGap, takeGap } from "@/lib/rate-limit/take-gap";
import { type LimitName, returnPermit, takePermit } from "@/lib/rate-limit/take-permit";

/**
 * What one sending was counted under, to be freed when its code is answered: `gap|subject` or `limit|subject`, behind
 * `sms:` or `email:` where only the code of that way frees it.
 */
export type SendKey = string;

const CAPS = ["otp.send.identity.short", "otp.send.identity.hour", "otp.send.identity.day"] as const;

/** A phone or address as limits know it: never in clear. */
export function placeSubject(...parts: string[]): string {
  return sha256Hex(parts.join("|"));
}

/**
 * Takes a place for one sending: a growing gap, and at most 3 in 15 minutes, 6 an hour, 10 a day (security 4.3).
 * Throws `rate_limited`. Gives what to free when the code is answered.
 */
export async function takeSendPlace(subject: string): Promise<SendKey[]> {
  await takeGap(subject);
  for (const name of CAPS) await takePermit(name, subject);
  return [`gap|${subject}`, ...CAPS.map((name) => `${name}|${subject}`)];
}

/** The caps without the gap, for an identity reached by several ways. */
export async function takeSendCaps(subject: string): Promise<SendKey[]> {
  const taken: SendKey[] = [];
  for (const name of ["otp.send.identity.hour", "otp.send.identity.day"] as const) {
    await takePermit(name, subject);
    taken.push(`${name}|${subject}`);
  }
  return taken;
}

/** A place for one code of a sensitive act: 30 a day in all, a gap only between codes for the same target. */
export async function takeStepUpPlace(
  identityId: string,
  purpose: string,
  targetHash: string,
): Promise<SendKey[]> {
  const subject = placeSubject("step-up", identityId, purpose, targetHash);
  await takeGap(subject);
  await takePermit("otp.send.step-up.day", identityId);
  return [`gap|${subject}`, `otp.send.step-up.day|${identityId}`];
}

/** Binds places to one way: who answers the code of a mailbox says nothing about the phone that was texted too. */
export function freedBy(way: "sms" | "email", keys: readonly SendKey[]): SendKey[] {
  return keys.map((key) => `${way}:${key}`);
}

/** Frees what a sending was counted under: its code, which came by `way`, was answered (contract: codes). */
export async function freeSendPlaces(keys: readonly SendKey[], way: string): Promise<void> {
  for (const key of keys) {
    const [, only, name = "", subject = ""] = /^(?:(sms|email):)?([^|]*)\|(.*)$/s.exec(key) ?? [];
    if (only !== undefined && only !== way) continue;
    if (name === "gap") await clearGap(subject);
    else await returnPermit(name as LimitName, subject);
  }
}
