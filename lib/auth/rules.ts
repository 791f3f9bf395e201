import { isMailAddress } from "@/lib/mail/address";
import { normalizePhone } from "@/lib/phone";

export type LoginContact = { kind: "email" | "phone"; value: string };

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long a session lasts: without use, and in all (SE-06). */
export const SESSION_SECONDS = {
  CEO: { idle: 30 * MINUTE, absolute: 12 * HOUR },
  /** Between customers, on a device where the code was also asked for. */
  VENDOR: { idle: 12 * HOUR, absolute: 24 * HOUR },
  /** A vendor's code that was asked for elsewhere. */
  VENDOR_ELSEWHERE: { idle: 30 * MINUTE, absolute: 24 * HOUR },
} as const;

/** Signed-in devices of one CEO; the one used longest ago goes (SE-09). */
export const CEO_SESSIONS_MAX = 5;

/** Wrong tries a code takes (P3.2). */
export const SIGN_IN_TRIES = { CEO: 3, VENDOR: 5 } as const;

/** What somebody typed to say who they are: one email or one phone in its one form, or null (OT-11). */
export function readContact(text: string): LoginContact | null {
  const typed = text.normalize("NFKC").trim();
  if (typed.includes("@")) {
    const email = normalizeEmail(typed);
    return email === null ? null : { kind: "email", value: email };
  }
  const phone = normalizePhone(typed);
  return phone === null ? null : { kind: "phone", value: phone };
}

/** An address in lower case, checked after compatibility characters were folded; null when it is not exactly one. */
export function normalizeEmail(text: string): string | null {
  const email = text.normalize("NFKC").trim().toLowerCase();
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return isMailAddress(email) && /\.[a-z][a-z0-9-]*[a-z0-9]$/.test(domain) ? email : null;
}
