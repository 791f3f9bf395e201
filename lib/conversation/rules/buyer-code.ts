import { stripInvisible } from "./clean-text";

/** The 64 signs of a buyer's code: no look-alikes 0 O o 1 l I (P3.1, decision 13). */
const CODE = /^(?=.*\d)(?=.*[!@#$%^&*])[A-HJ-NP-Za-kmnp-z2-9!@#$%^&*]{8}$/;
const INTRODUCED = /^(?:[\p{L}' ]{0,40}[^\p{L}])?(?:verify|code|otp|says?|is|na)\s*[:=]?\s+(\S+)$/iu;

/** Whether a bare text has the shape of a buyer's code: 8 signs of the alphabet, a digit and a symbol among them. */
export function looksLikeBuyerCode(text: string): boolean {
  return CODE.test(text);
}

/**
 * The code in a message, to be checked before the turn, or null: the whole text after trimming (back-quotes
 * come along when a monospaced line is copied) or what follows "verify", "the code na" and the like.
 */
export function buyerCodeIn(text: string): string | null {
  const trimmed = unquoted(text);
  if (looksLikeBuyerCode(trimmed)) return trimmed;
  const introduced = unquoted(INTRODUCED.exec(trimmed)?.[1] ?? "");
  return looksLikeBuyerCode(introduced) ? introduced : null;
}

/** Whether a text was meant as a code although it has not the shape of one: one word with a digit or a symbol, or its signs spread out. */
export function resemblesCode(text: string): boolean {
  const trimmed = unquoted(text);
  if (/\s/.test(trimmed) && looksLikeBuyerCode(trimmed.replace(/\s+/g, ""))) return true;
  return /^\S{4,14}$/.test(trimmed) && /[\d!@#$%^&*]/.test(trimmed) && /[\dA-Za-z]/.test(trimmed);
}

function unquoted(text: string): string {
  return stripInvisible(text)
    .trim()
    .replace(/^`+|`+$/g, "")
    .trim();
}
