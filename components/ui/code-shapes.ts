/** What a code may be made of (P3.1). Typing anything else does nothing. */
export const CODE_SHAPES = {
  ceo: { length: 6, pattern: "^[0-9!@#$%^&*]*$" },
  vendor: { length: 8, pattern: "^[A-Za-z0-9!@#$%^&*]*$" },
} as const;

export type CodeShape = (typeof CODE_SHAPES)[keyof typeof CODE_SHAPES];

/** Blanks and the marks that chats put around code (`…`) fall away; the characters themselves stay as they are. */
export function cleanCode(pasted: string): string {
  return pasted.replace(/[\s`\u200b-\u200f\u2060\ufeff]/g, "");
}

/** A code out of pasted text: the text itself, or the one line of a whole message that is a code. Null when there is none. */
export function findCode(pasted: string, shape: CodeShape): string | null {
  const fits = new RegExp(shape.pattern);
  const whole = cleanCode(pasted);
  if (whole.length <= shape.length) return whole && fits.test(whole) ? whole : null;
  const lines = pasted.split(/\r?\n/).map(cleanCode);
  return lines.find((line) => line.length === shape.length && fits.test(line)) ?? null;
}
