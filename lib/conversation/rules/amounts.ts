import { parseNaira } from "@/lib/money";
import { spokenAmount } from "@/lib/spoken-amount";
import { NUMBER_WORDS } from "../language/lexicons";
import { wordsOf } from "./fold-text";

const AMOUNT =
  /(?:(?:₦|ngn|#|=n=|\bn)\s?)?\d[\d,]*(?:\.\d+)?\s?(?:thousand|million|mil|k|m)?(?![\w])(?:\s?naira)?/giu;
/** A number after one of these is no quantity. */
const NOT_COUNTED_AFTER = new Set([
  "size",
  "no",
  "number",
  "plot",
  "house",
  "flat",
  "block",
  "street",
  "tg",
  "room",
  "phase",
]);
const NOT_COUNTED_BEFORE = new Set([
  "naira",
  "k",
  "thousand",
  "grand",
  "percent",
  "off",
  "days",
  "day",
  "years",
  "year",
  "hours",
  "am",
  "pm",
  "million",
]);
/** A number a few words before one of these is a house. */
const STREETS = new Set(
  "street st str road rd avenue ave close crescent lane way drive estate junction".split(" "),
);
const STREET_REACH = 4;
export const MAX_QUANTITY = 999;

/** The amount of money that a text names, in kobo, or null. A bare number counts from 1,000 naira up. */
export function amountIn(text: string): number | null {
  for (const [found] of text.slice(0, 600).matchAll(AMOUNT)) {
    const signed = /^(?:₦|ngn|#|=n=|n)/i.test(found) || /(?:k|m|mil|million|thousand|naira)$/i.test(found);
    if (!signed && found.replace(/\D/g, "").length > 9) continue;
    const kobo = parseNaira(found.trim());
    if (kobo !== null && (signed || kobo >= 100_000)) return kobo;
  }
  return null;
}

/**
 * The quantity that folded words name ("5", "two pieces", "x3", "2pcs"), or null. `names` are words of products: the
 * 14 of "iphone 14" is no quantity.
 */
export function quantityIn(words: string[], names: ReadonlySet<string> = new Set()): number | null {
  const money = spokenAmount(words);
  for (const [at, word] of words.entries()) {
    if (names.has(word) || (money && at >= money.from && at < money.to)) continue;
    const before = words[at - 1] ?? "";
    const after = words[at + 1] ?? "";
    if (words.slice(at + 1, at + STREET_REACH).some((next) => STREETS.has(next))) continue;
    const refused = before === "no" && (NUMBER_WORDS.get(word) ?? 0) > 1;
    if ((NOT_COUNTED_AFTER.has(before) && !refused) || NOT_COUNTED_BEFORE.has(after)) continue;
    const count = spokenSum(words, at) ?? countOf(word, before, after, names);
    if (count !== null) return count;
  }
  return null;
}

/** "twenty five", "two hundred", "half a dozen": what several number words in a row come to, or null. */
function spokenSum(words: string[], at: number): number | null {
  const next = words[at + 1] ?? "";
  if (/^\d{1,2}$/.test(words[at] ?? "") && next === "dozen") return Number(words[at]) * 12;
  if (words[at] === "half") return next === "dozen" || (next === "a" && words[at + 2] === "dozen") ? 6 : null;
  const first = NUMBER_WORDS.get(words[at] ?? "");
  const second = NUMBER_WORDS.get(next);
  if (first === undefined || second === undefined || next === "a" || next === "wan") return null;
  if (next === "hundred") return first * 100 + tensIn(words.slice(at + (words[at + 2] === "and" ? 3 : 2)));
  if (next === "dozen") return first * 12;
  return first >= 20 && first < 100 && second < 10 ? first + second : null;
}

function tensIn([first = "", second = ""]: string[]): number {
  const tens = NUMBER_WORDS.get(first) ?? 0;
  const ones = NUMBER_WORDS.get(second) ?? 0;
  if (tens >= 100 || first === "a" || first === "wan") return 0;
  return tens >= 20 && ones < 10 && second !== "a" && second !== "wan" ? tens + ones : tens;
}

/** The place in a list that a short answer names ("2", "the first", "last one"), from 0, or null. */
export function ordinalIn(text: string, length: number): number | null {
  const words = wordsOf(text).filter((word) => !/^(?:the|number|no|one|na|option|please|abeg)$/.test(word));
  const word = words[0] ?? (/\bone\b/i.test(text) ? "1" : "");
  if (words.length > 1) return null;
  const names = ["first", "second", "third", "fourth", "fifth", "sixth"];
  const at = word === "last" ? length - 1 : /^\d+$/.test(word) ? Number(word) - 1 : names.indexOf(word);
  return at >= 0 && at < length ? at : null;
}

function countOf(word: string, before: string, after: string, names: ReadonlySet<string>): number | null {
  const digits = /^x?(\d{1,7})(?:x|pcs|pieces?|yards?)?$/.exec(word)?.[1];
  if (digits) {
    const count = Number(digits);
    const counted =
      /pcs|piece|yard|x/.test(word) ||
      /^(?:pieces?|pcs|yards?|units?)$/.test(after) ||
      names.has(after) ||
      names.has(after.replace(/s$/, ""));
    return count >= 1 && (count < 1000 || counted) ? count : null;
  }
  if (word === "a" || word === "wan") return null;
  const spoken = NUMBER_WORDS.get(word);
  if (spoken === undefined) return null;
  const pointing = /^(?:this|that|which|dis|dat|the|another|black|red|blue|white|green)$/.test(before);
  return spoken === 1 && pointing ? null : spoken;
}
