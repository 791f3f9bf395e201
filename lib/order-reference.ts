import { randomInt } from "node:crypto";

/** No 0/O, 1/I/L, 2/Z, 5/S, 8/B pairs: of each only the digit is used. No vowels, so that no words appear; no T, so that "TG" ends. */
const SIGNS = "23456789CDFGHJKMNPQRVWXY";
const LOOK_ALIKES: Readonly<Record<string, string>> = { Z: "2", S: "5", B: "8" };

/** A fresh payment reference, `TG-` and four or five signs (P7.3). Uniqueness is the database's. */
export function newReference(length: 4 | 5): string {
  return `TG-${Array.from({ length }, () => SIGNS[randomInt(SIGNS.length)]).join("")}`;
}

/**
 * A reference as people type it ("tg 8891", "TG8891", "8891") in its stored form, with look-alikes set right; null for
 * anything that cannot be one.
 */
export function normalizeReference(typed: string): string | null {
  const compact = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const signs = /^(?:TG)?([A-Z0-9]{4,5})$/.exec(compact)?.[1];
  if (signs === undefined || signs.startsWith("T")) return null;
  return `TG-${signs.replace(/[ZSB]/g, (sign) => LOOK_ALIKES[sign] ?? sign)}`;
}
