/** Instagram: 1,000 bytes of UTF-8 per message, not characters. */
const INSTAGRAM_TEXT_BYTES = 1_000;

const encoder = new TextEncoder();

/**
 * Cuts a text into parts of at most `maxBytes` bytes of UTF-8: between lines if that leaves a fair part, else between
 * words, else between characters as a reader sees them (an emoji with its skin tone, a letter with its accents).
 */
export function splitByBytes(text: string, maxBytes: number = INSTAGRAM_TEXT_BYTES): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (byteLength(rest) > maxBytes) {
    const end = cutPosition(rest, maxBytes);
    const part = rest.slice(0, end).trimEnd();
    if (part !== "") parts.push(part);
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "") parts.push(rest);
  return parts;
}

function cutPosition(text: string, maxBytes: number): number {
  // No part has more UTF-16 units than bytes: only the head needs looking at, however long the text is.
  const head = text.slice(0, maxBytes + 1);
  const end = lastFittingEnd(head, maxBytes);
  // With the character after the cut: a space there makes it a cut between words already.
  const fitting = text.slice(0, end + 1);
  const atLine = fitting.lastIndexOf("\n");
  if (atLine >= end / 2) return atLine;
  const atSpace = fitting.search(/\s\S*$/);
  return atSpace >= end / 2 ? atSpace : end;
}

function lastFittingEnd(head: string, maxBytes: number): number {
  let end = 0;
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(head)) {
    bytes += byteLength(segment);
    if (bytes > maxBytes) break;
    end += segment.length;
  }
  return end > 0 ? end : endByCodePoint(head, maxBytes);
}

/** A pile of accents longer than a whole part is cut inside, but never inside a code point. */
function endByCodePoint(head: string, maxBytes: number): number {
  let end = 0;
  let bytes = 0;
  for (const character of head) {
    bytes += byteLength(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return Math.max(end, 1);
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
