import { canonicalize } from "json-canonicalize";
import { sha256Hex } from "@/lib/crypto";

export type CodeFormat = "ceo" | "long";

const SYMBOLS = "!@#$%^&*";
/** The long alphabet leaves out what people misread: 0 O o 1 l I. 64 signs remain. */
const ALPHABETS: Record<CodeFormat, { signs: string; length: number }> = {
  ceo: { signs: `0123456789${SYMBOLS}`, length: 6 },
  long: { signs: `ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789${SYMBOLS}`, length: 8 },
};

/** Codes live five minutes (P3.2). */
export const CODE_TTL_SECONDS = 300;
export const CODE_TTL_MINUTES = CODE_TTL_SECONDS / 60;

/** The signs and the length of a format. */
export function shapeOf(format: CodeFormat): { signs: string; length: number } {
  return ALPHABETS[format];
}

/**
 * Uniform over all codes with a digit, a symbol and at most one asterisk: WhatsApp turns `*a*` into bold and eats the
 * pair (P3.1). `pick(n)` gives a whole number below n without bias.
 */
export function composeCode(format: CodeFormat, pick: (below: number) => number): string {
  const { signs, length } = ALPHABETS[format];
  for (;;) {
    const code = Array.from({ length }, () => signs.charAt(pick(signs.length))).join("");
    if (isSendable(code)) return code;
  }
}

/** Whether a code has a digit and a symbol and survives every channel's formatting. */
export function isSendable(code: string): boolean {
  const asterisks = code.split("*").length - 1;
  return /\d/.test(code) && /[!@#$%^&*]/.test(code) && asterisks < 2 && !/[_~`]/.test(code);
}

/** Seconds until the next challenge may be tried, by how many failures the last 24 h saw. */
export const FAILURE_WAITS_SECONDS = [0, 0, 30, 60, 120, 300, 600, 900] as const;
export const FAILURES_PER_DAY = 10;
export const FAILURES_IN_A_ROW = 30;

export type Target = Record<string, unknown>;

/** What an act is on: a bare string means `{ id }`; nothing at all is the empty object. */
export function targetOf(target: string | Target | undefined): Target {
  return typeof target === "string" ? { id: target } : (target ?? {});
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of the target and of the facts the server adds (amount, beneficiary,
 * receipts): change one of them and the code is void.
 */
export function hashTarget(target: Target, facts: Record<string, unknown> = {}): string {
  return sha256Hex(canonicalize({ target, facts }));
}
