import { normalizePhone } from "@/lib/phone";

/** Greater than any text that begins as another does: the largest code point there is. */
const LAST = String.fromCodePoint(0x10ffff);

/** More words than anybody's name and number have. */
const WORDS_MAX = 6;

/** What a search looks for: one number, or words for the database to cut as it cuts names. */
export type Search = { kind: "number"; digits: string } | { kind: "words"; text: string };

/**
 * Reads a search as typed: a phone in any form ("0803 123 4567", "+234 (803) …", "00234…", its last four digits) becomes
 * digits, those of a whole number without what stands before its country; a handle loses its `wa_` or `ig_`.
 */
export function readSearch(q: string): Search {
  const typed = q.replace(/[\p{Cc}\p{Cs}]/gu, " ").trim();
  const handle = typed.replace(/^(?:wa|ig)_/i, "");
  if (/^\+?[\d\s().-]*\d[\d\s().-]*$/.test(handle)) {
    return { kind: "number", digits: (normalizePhone(handle) ?? handle).replace(/\D/g, "") };
  }
  return { kind: "words", text: handle };
}

/** The words to look for, each once; the longest first, for it narrows most. */
export function searchTerms(words: readonly string[]): string[] {
  return [...new Set(words.filter(Boolean))].sort((a, b) => b.length - a.length).slice(0, WORDS_MAX);
}

/** What may be kept of a word as typed: "0803" begins a number that is kept without its zero, or is four digits at the end of one. */
export function spellingsOf(term: string): string[] {
  return /^0[1-9]\d*$/.test(term) ? [term.slice(1), term] : [term];
}

/** From where to where terms lie that begin with this one. */
export function prefixRange(term: string): { from: string; to: string } {
  return { from: term, to: term + LAST };
}
