import { hasGlyph } from "./font-files";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The part of a text that the document font can draw, on one line. A missing glyph would print as a wrong character
 * without a word; here the whole sign goes (an emoji with its skin tone, a letter with its accents). `fallback` stands in when nothing is left.
 */
export function keepPrintable(text: string, fallback = ""): string {
  const kept = [...segmenter.segment(text.normalize("NFC"))]
    .map(({ segment }) => (/^[^\S\uFEFF]+$/.test(segment) ? " " : segment))
    .filter(isPrintable)
    .join("");
  const tidy = kept.replace(/ {2,}/g, " ").trim();
  return tidy === "" ? fallback : tidy;
}

/** The same for a text of several lines, such as an address; empty lines go. */
export function keepPrintableLines(text: string, fallback = ""): string[] {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => keepPrintable(line))
    .filter((line) => line !== "");
  return lines.length > 0 || fallback === "" ? lines : [fallback];
}

function isPrintable(segment: string): boolean {
  // Format characters (zero width, direction overrides) draw nothing and can only mislead.
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(segment)) return false;
  return [...segment].every((character) => hasGlyph(character.codePointAt(0) ?? 0));
}
