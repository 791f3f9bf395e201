import { parseNaira } from "@/lib/money";
import { spokenAmount } from "@/lib/spoken-amount";
import { stripInvisible } from "../rules/clean-text";
import { wordsOf } from "../rules/fold-text";

/** A price that a text names, or why what stands there is none. */
export type ReadOffer =
  | { kind: "price"; kobo: number; per: "piece" | "everything" | null; freeDelivery: boolean }
  | { kind: "refused"; why: "zero" | "negative" | "too_much" };

const READ_LIMIT = 600;
const SIGN = "(?:₦|=n=|ngn|#|n)";
const UNIT = "(?:thousand|million|mil|mille|k|m)";
/** Digits with or without a sign and a unit. What comes before tells a reference or a size from money. */
const FIGURES = new RegExp(
  `(?<![\\p{L}\\d.,-])(?<minus>[-−–]|minus\\s+)?(?<sign>${SIGN})?\\s?(?<digits>\\d[\\d,]*(?:\\.\\d+)?)\\s?(?<unit>${UNIT})?(?![\\p{L}\\d])(?<after>\\s?(?:naira|ngn|kobo))?`,
  "giu",
);
const MILLIONS = /(?<![\p{L}\d.])(\d+)\s?m(?:illion)?\s?(?:and\s)?(\d{1,3})\s?k\b/iu;
const EACH =
  /\b(?:each|apiece|a piece|per (?:one|piece|item|unit|set|yard|laptop|pair|pc|pcs)|for one|(?<!\d )one one|every one)\b/i;
const EVERYTHING =
  /\b(?:everything|all|altogether|all together|total|in all|the lot|the \d+|am all|last for all|including delivery|with delivery|delivery inclusive|all in)\b/i;
const FREE_DELIVERY =
  /\b(?:free (?:delivery|shipping|waybill|dispatch)|delivery (?:na |is |be |must be )?free|(?:no|without) delivery (?:fee|money|charge))\b/i;
/** A whole range is no price yet. */
const RANGE = /\d\s?k?\s?(?:-|–|to)\s?\d+(?:\.\d+)?\s?(?:k|m)\b/i;
/** Numbers after these are no money. */
const NOT_MONEY_BEFORE =
  /\b(?:size|tg|order|flat|plot|house|block|room|phase|iphone|galaxy|core|gen)\s*[-#]?\s*$/i;
/** "10^30", "1e30": nobody means a price. */
const POWER = /(?<![\p{L}\d])(?:₦|ngn|n)?\s?\d+(?:[.,]\d+)?\s?(?:\^|\*\*|e\+?)\s?\d{2,}(?![\p{L}\d])/iu;
const ZERO_IN_WORDS = /(?<![\p{L}\d])zero\s(?:naira|k|thousand|million)(?![\p{L}\d])/iu;
const BARE_LEAST_KOBO = 100_000;

/**
 * The price that a buyer names (P8.1, ways of writing amounts): "15k", "1.15m", "N1150000", "1,150,000.00", "1.150.000",
 * "one point one five million", "240k each". Null when the text names none. A bare number counts from 1,000 naira up, so
 * that quantities stay quantities; runs of ten digits are accounts and phones.
 */
export function readOffer(text: string): ReadOffer | null {
  const plain = withPlainThousands(stripInvisible(text.slice(0, READ_LIMIT)).normalize("NFKC"));
  if (RANGE.test(plain)) return null;
  if (POWER.test(plain)) return { kind: "refused", why: "too_much" };
  const found = inFigures(plain) ?? inWords(plain);
  if (found === null || typeof found !== "number") return found;
  const per = EACH.test(plain) ? "piece" : EVERYTHING.test(plain) ? "everything" : null;
  return { kind: "price", kobo: found, per, freeDelivery: FREE_DELIVERY.test(plain) };
}

/** "1.150.000", "1 150 000", "15.000": dots and spaces between groups of three go (D5 of the ways of writing amounts). */
function withPlainThousands(text: string): string {
  return text
    .replace(/(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])/g, (run) => run.replaceAll(".", ""))
    .replace(/(?<![\d.,])(\d{1,3})\.000(?!\d|\s?(?:k|m|mil|million|thousand)\b)/gi, "$1000")
    .replace(/(?<![\d.,])\d{1,3}(?: \d{3}){2,}(?!\d)/g, (run) => run.replaceAll(" ", ""))
    .replace(/(₦\s?\d{1,3}) (\d{3})(?!\d)/g, "$1$2");
}

/** The text with every amount of money taken out, so that no part of one is read as a quantity. */
export function withoutPrices(text: string): string {
  const plain = withPlainThousands(stripInvisible(text.slice(0, READ_LIMIT)).normalize("NFKC"));
  const figures = plain.replace(MILLIONS, " ").replace(FIGURES, (found, ...rest) => {
    const match = Object.assign([found], { groups: rest.at(-1) }) as unknown as RegExpMatchArray;
    return readFigures(match, plain.slice(0, rest.at(-3) as number)) === null ? found : " ";
  });
  const words = wordsOf(figures);
  const spoken = spokenAmount(words);
  return spoken ? [...words.slice(0, spoken.from), ...words.slice(spoken.to)].join(" ") : figures;
}

function inFigures(text: string): number | ReadOffer | null {
  const millions = MILLIONS.exec(text);
  if (millions) return Number(millions[1]) * 100_000_000 + Number(millions[2]) * 100_000;
  for (const found of text.matchAll(FIGURES)) {
    const read = readFigures(found, text.slice(0, found.index));
    if (read !== null) return read;
  }
  return null;
}

function readFigures(found: RegExpMatchArray, before: string): number | ReadOffer | null {
  const { minus, sign, digits = "", unit, after } = found.groups ?? {};
  const isSigned = sign !== undefined || unit !== undefined || after !== undefined;
  if (NOT_MONEY_BEFORE.test(before)) return null;
  const bare = digits.replace(/\D/g, "");
  if (!isSigned && bare.length > 9 && !digits.includes(",")) return null;
  const isZero = /^0+$/.test(bare);
  if (isZero && (isSigned || minus === undefined)) return { kind: "refused", why: "zero" };
  const kobo = parseNaira(`${digits}${unit && unit.toLowerCase() === "mille" ? "m" : (unit ?? "")}`);
  if (minus !== undefined && (isSigned || bare.length >= 3)) return { kind: "refused", why: "negative" };
  if (kobo === null) return bare.length > 10 ? { kind: "refused", why: "too_much" } : null;
  return isSigned || kobo >= BARE_LEAST_KOBO ? kobo : null;
}

function inWords(text: string): number | ReadOffer | null {
  const words = wordsOf(text);
  const spoken = spokenAmount(words);
  if (!spoken) return ZERO_IN_WORDS.test(text) ? { kind: "refused", why: "zero" } : null;
  const before = words[spoken.from - 1];
  if (before === "minus" || before === "negative") return { kind: "refused", why: "negative" };
  return spoken.kobo > 0 && Number.isSafeInteger(spoken.kobo) ? spoken.kobo : null;
}
