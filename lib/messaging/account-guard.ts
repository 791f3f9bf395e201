/** Ten digits in a row, however they are split by spaces, dots or dashes, in any script's digits. */
const TEN_DIGITS = /(?<!\d)\d(?:[\s.\-–—]*\d){9}(?!\d)/g;

/**
 * Whether a text names an account number that is none of the business's own (P7.5). Nigerian account numbers have ten
 * digits (CBN NUBAN); a phone number with its leading 0 has eleven and is not taken for one.
 */
export function foreignAccountIn(text: string, ownAccounts: readonly string[]): boolean {
  const plain = text.normalize("NFKC").replace(/\p{Nd}/gu, toAsciiDigit);
  const found = [...plain.matchAll(TEN_DIGITS)].map(([match]) => match.replace(/\D/g, ""));
  return found.some((number) => !ownAccounts.includes(number));
}

/** Decimal digits of every script stand in runs of ten, zero first (Unicode 16, general category Nd). */
function toAsciiDigit(digit: string): string {
  if (digit >= "0" && digit <= "9") return digit;
  let zero = digit.codePointAt(0) ?? 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (digit.codePointAt(0) ?? 0) - zero < 9) zero -= 1;
  return String(((digit.codePointAt(0) ?? 0) - zero) % 10);
}
