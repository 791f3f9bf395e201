import { distance } from "fastest-levenshtein";
import { FILLERS, NUMBER_WORDS } from "../language/lexicons";
import { MAX_QUANTITY, quantityIn } from "./amounts";
import { wordsOf } from "./fold-text";
import type { CatalogueProduct } from "./types";

export interface ProductMatch {
  product: CatalogueProduct;
  /** From 0 to 1. */
  score: number;
}

/** What a text wants of a catalogue. `share` tells how much of what it says is about goods that exist. */
export type ProductChoice =
  | { kind: "none"; suggestions: CatalogueProduct[] }
  | { kind: "several"; products: CatalogueProduct[]; quantity: number | null; share: number }
  | { kind: "found"; items: { product: CatalogueProduct; quantity: number | null }[]; share: number };

const SURE = 0.62;
const CLOSE = 0.08;
const MOST_SHOWN = 6;
/** Nobody names more goods in a message; who writes more words than that names none. */
const MOST_PARTS = 12;
const MOST_WORDS = 24;
const COLOURS = new Set(
  "red blue green black white yellow pink purple brown orange grey gray gold silver cream navy wine ash peach".split(
    " ",
  ),
);
const JOINTS = /(?:[,;&+\n]|\b(?:and|plus|with|join|alongside)\b)/i;

interface Shelf {
  product: CatalogueProduct;
  phrases: string[][];
  words: Set<string>;
}

/** The products that a text speaks of, the likeliest first; misspelling, plurals and Pidgin around them are tolerated. */
export function matchProducts(text: string, products: CatalogueProduct[]): ProductMatch[] {
  return scored(contentWords(text, vocabularyOf(products.map(shelve))), products.map(shelve));
}

/** What is wanted: one product or several named ones with their quantities, a choice to be made, or nothing known. */
export function chooseProducts(text: string, products: CatalogueProduct[]): ProductChoice {
  const shelves = products.map(shelve);
  const names = vocabularyOf(shelves);
  const named = text.slice(0, 600).split(JOINTS).slice(0, MOST_PARTS);
  if (named.length === 1) return chooseOne(text, shelves, names);
  const parts = named.map((part) => chooseOne(part, shelves, names));
  const found = parts.flatMap((part) => (part.kind === "found" ? part.items : []));
  const distinct = new Set(found.map((item) => item.product.id));
  if (distinct.size > 1 && distinct.size === found.length && !parts.some((part) => part.kind === "several")) {
    return { kind: "found", items: found, share: shareKnown(text, names) };
  }
  return chooseOne(text, shelves, names);
}

function chooseOne(text: string, shelves: Shelf[], names: ReadonlySet<string>): ProductChoice {
  const matches = scored(contentWords(text, names), shelves);
  const best = matches[0];
  if (!best || best.score < SURE) {
    const suggestions = matches.filter((match) => match.score >= 0.35).map((match) => match.product);
    return { kind: "none", suggestions: suggestions.slice(0, 3) };
  }
  const asked = quantityIn(wordsOf(text), names);
  const quantity = asked === null ? null : Math.min(asked, MAX_QUANTITY + 1);
  const share = shareKnown(text, names);
  const rivals = matches.filter((match) => match.score >= best.score - CLOSE);
  if (rivals.length === 1) return { kind: "found", items: [{ product: best.product, quantity }], share };
  return {
    kind: "several",
    products: rivals.slice(0, MOST_SHOWN).map((one) => one.product),
    quantity,
    share,
  };
}

function scored(words: string[], shelves: Shelf[]): ProductMatch[] {
  const weights = weigh(shelves);
  const heard = words
    .map((word) => ({ word, weight: weightOf(word, weights) }))
    .filter((one) => one.weight > 0);
  const total = heard.reduce((sum, one) => sum + one.weight, 0);
  if (total === 0) return [];
  return shelves
    .map((shelf) => ({
      product: shelf.product,
      score: scoreOf(shelf, heard, total, weights) * colourFit(shelf, words),
    }))
    .filter((match) => match.score > 0.2)
    .sort((a, b) => b.score - a.score || a.product.name.localeCompare(b.product.name));
}

function scoreOf(
  shelf: Shelf,
  heard: { word: string; weight: number }[],
  total: number,
  weights: Map<string, number>,
): number {
  const scores = shelf.phrases.map((phrase) => {
    const said = heard.reduce((sum, one) => sum + one.weight * likeness(one.word, phrase), 0) / total;
    const length = phrase.reduce((sum, word) => sum + (weights.get(word) ?? 1), 0) || 1;
    const named = phrase.reduce(
      (sum, word) =>
        sum +
        (weights.get(word) ?? 1) *
          likeness(
            word,
            heard.map((one) => one.word),
          ),
      0,
    );
    return 0.7 * said + 0.3 * (named / length);
  });
  return Math.max(0, ...scores);
}

/** Who asks for a green one is not told of the red one as if it were meant. */
function colourFit(shelf: Shelf, words: string[]): number {
  const asked = words.filter((word) => COLOURS.has(word));
  const has = [...shelf.words].filter((word) => COLOURS.has(word));
  if (asked.length === 0 || has.length === 0) return 1;
  return asked.some((colour) => shelf.words.has(colour)) ? 1 : 0.55;
}

function shelve(product: CatalogueProduct): Shelf {
  const phrases = [product.name, ...product.aliases]
    .map((name) =>
      wordsOf(name)
        .map(stem)
        .filter((word) => word !== "?"),
    )
    .filter((phrase) => phrase.length > 0);
  return { product, phrases, words: new Set(phrases.flat()) };
}

function vocabularyOf(shelves: Shelf[]): Set<string> {
  return new Set(shelves.flatMap((shelf) => [...shelf.words]));
}

/** Words about goods: neither fillers nor numbers, unless a product's name holds them; pairs are tried as one word too. */
function contentWords(text: string, names: ReadonlySet<string>): string[] {
  const words = wordsOf(text)
    .map(stem)
    .filter(
      (word) => names.has(word) || (!FILLERS.has(word) && !/^\d/.test(word) && !NUMBER_WORDS.has(word)),
    );
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`);
  return [...new Set([...words, ...pairs.filter((pair) => names.has(pair))])].slice(0, MOST_WORDS);
}

function shareKnown(text: string, names: ReadonlySet<string>): number {
  const words = contentWords(text, names);
  const known = words.filter((word) => [...names].some((name) => similarity(word, name) > 0));
  return words.length === 0 ? 0 : known.length / words.length;
}

/** Rarer words tell more: of fifty dresses, "ankara" says which. */
function weigh(shelves: Shelf[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const shelf of shelves) for (const word of shelf.words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + shelves.length / count)]));
}

function weightOf(word: string, weights: Map<string, number>): number {
  const exact = weights.get(word);
  if (exact !== undefined) return exact;
  let best = 0;
  for (const [known, weight] of weights) if (similarity(word, known) > 0) best = Math.max(best, weight);
  return best;
}

function likeness(word: string, others: string[]): number {
  const best = Math.max(0, ...others.map((other) => similarity(word, other)));
  if (best > 0) return best;
  return others.some((other, at) => at > 0 && `${others[at - 1]}${other}` === word) ? 0.95 : 0;
}

/** 1 for the same word, less for a slip or two in a word long enough to bear them, else 0. */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < 5 - Number(sameLetters(a, b)) || a[0] !== b[0] || /\d/.test(a + b))
    return 0;
  const slips = distance(a, b);
  if (slips === 1) return 0.88;
  if (slips === 2 && sameLetters(a, b)) return 0.85;
  return slips === 2 && longest >= 7 ? 0.78 : 0;
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join("") === [...b].sort().join("");
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
