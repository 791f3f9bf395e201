const WORDS: Readonly<Record<string, string>> = {
  zero: "0",
  oh: "0",
  nought: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
};
const NAMES = Object.keys(WORDS).join("|");
const SPOKEN = new RegExp(
  `\\b(?:(double|triple)[\\s-]+)?(${NAMES}|(?<=(?:double|triple)[\\s-]+)\\d)\\b`,
  "giu",
);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  O: "0",
  o: "0",
  I: "1",
  l: "1",
  S: "5",
  B: "8",
  Z: "2",
};
/** Runs of digits and of letters that look like them. */
const MIXED = /(?<![\p{L}\d])[\dOoIlSBZ]{6,}(?![\p{L}\d])/gu;
const DIGITS_MIN = 5;

/** What is there but not seen: joiners, direction marks, the frames of keycaps, soft hyphens. */
const UNSEEN = /\p{Cf}|\p{Variation_Selector}|\u20e3/gu;

/**
 * A text with every digit as 0 to 9, however it was written: in another script, full width, in a keycap, as a word ("double
 * five"), or as a letter that looks like one ("O123456789"). Everything else stays where it was.
 */
export function withPlainDigits(text: string): string {
  return text
    .normalize("NFKC")
    .replace(UNSEEN, "")
    .replace(/\p{Nd}/gu, toAsciiDigit)
    .replace(MIXED, readMixed)
    .replace(SPOKEN, readSpoken);
}

function readMixed(run: string): string {
  const digits = run.replace(/\D/g, "").length;
  return digits < DIGITS_MIN ? run : run.replace(/\D/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

function readSpoken(_match: string, times: string | undefined, name: string): string {
  const digit = WORDS[name.toLowerCase()] ?? name;
  return digit.repeat(times === undefined ? 1 : times.toLowerCase() === "double" ? 2 : 3);
}

/** Decimal digits of every script stand in runs of ten, zero first (Unicode 16, general category Nd). */
function toAsciiDigit(digit: string): string {
  if (digit >= "0" && digit <= "9") return digit;
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
