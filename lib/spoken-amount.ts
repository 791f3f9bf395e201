/** Numbers as people say them; Pidgin uses the English ones. */
const SMALL: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1_000,
  k: 1_000,
  grand: 1_000,
  million: 1_000_000,
  mil: 1_000_000,
  m: 1_000_000,
};
const JOINING = new Set(["and", "a"]);

/** Something said in numbers: how much, in kobo, and the words that said it. */
export type Spoken = { kobo: number; from: number; to: number };

/**
 * The amount that folded words spell out ("one point one five million", "twenty five thousand", "half a million"), in
 * kobo, or null. A number counts as money only with a thousand or a million in it: "two" is a quantity.
 */
export function spokenAmount(words: readonly string[]): Spoken | null {
  for (let from = 0; from < words.length; from += 1) {
    const run = numberRun(words, from);
    const naira = run.length > 0 ? nairaOf(run) : null;
    if (naira !== null) return { kobo: Math.round(naira * 100), from, to: from + run.length };
  }
  return null;
}

/** The words from here on that belong to one number. */
function numberRun(words: readonly string[], from: number): string[] {
  if (!isNumberWord(words[from]) && words[from] !== "half") return [];
  let to = from;
  while (
    isNumberWord(words[to]) ||
    words[to] === "point" ||
    words[to] === "half" ||
    JOINING.has(words[to] ?? "")
  )
    to += 1;
  while (to > from && (JOINING.has(words[to - 1] ?? "") || words[to - 1] === "point")) to -= 1;
  return words.slice(from, to);
}

function isNumberWord(word: string | undefined): boolean {
  return word !== undefined && (Object.hasOwn(SMALL, word) || Object.hasOwn(SCALES, word));
}

/** Naira that a run of words spells, or null when it is no amount of money. */
function nairaOf(run: readonly string[]): number | null {
  let total = 0;
  let group = 0;
  let isScaled = false;
  for (let at = 0; at < run.length; at += 1) {
    const word = run[at] as string;
    if (word === "half") group += 0.5;
    else if (word === "point") {
      const { fraction, used } = fractionOf(run, at + 1);
      group += fraction;
      at += used;
    } else if (Object.hasOwn(SMALL, word)) group += SMALL[word] as number;
    else if (word === "hundred") group = (group || 1) * 100;
    else if (Object.hasOwn(SCALES, word)) {
      total += (group || 1) * (SCALES[word] as number);
      group = 0;
      isScaled = true;
    }
  }
  // A fraction belongs to its million: "two and a half" is no money.
  if (!isScaled || !Number.isInteger(group)) return null;
  return total + group;
}

/** "point one five": each word a digit. */
function fractionOf(run: readonly string[], from: number): { fraction: number; used: number } {
  let digits = "";
  for (const word of run.slice(from)) {
    const digit = SMALL[word];
    if (digit === undefined) break;
    digits += String(digit);
  }
  const used = run.slice(from).findIndex((word) => SMALL[word] === undefined);
  return { fraction: digits === "" ? 0 : Number(`0.${digits}`), used: used < 0 ? run.length - from : used };
}
