import { parseNaira } from "./money";
import { spokenAmount } from "./spoken-amount";

/** More than this, in kobo, is a slip of the finger: ten billion naira. */
const MAX_KOBO = 1_000_000_000_000;
const DOTTED = /^(?:₦|ngn|n|#|=n=)?\s*\d{1,3}(?:\.\d{3}){2,}\s*(?:naira|ngn)?$/i;
const BESIDE = new Set(["naira", "ngn", "only"]);

/** An amount typed into a form, in kobo, or why it is none. */
export type TypedNaira = { kobo: number } | "nothing" | "not_above_zero" | "too_much";

/**
 * An amount as people type it into a form: all that {@link parseNaira} reads, and "1.150.000", "one point one five million",
 * "1.15 million naira only". What is left over beside the amount makes it none: in a form nothing is guessed.
 */
export function typedNaira(text: string): TypedNaira {
  const typed = text.normalize("NFKC").trim();
  if (typed === "") return "nothing";
  const plain = DOTTED.test(typed) ? typed.replaceAll(".", "") : typed.replace(/\s+only$/i, "");
  const kobo = parseNaira(plain) ?? inWords(typed);
  if (kobo !== null) return kobo > 0 && kobo <= MAX_KOBO ? { kobo } : "too_much";
  if (
    /^(?:[-−–]|minus\b|negative\b|zero\b)/i.test(typed) ||
    /^(?:₦|ngn|n|#)?\s*[0.,]+\s*(?:k|m|naira)?$/i.test(typed)
  ) {
    return "not_above_zero";
  }
  const digits = /^(?:₦|ngn|n|#|=n=)?\s*([\d., ]{11,})\s*(?:k|m|naira)?$/i.exec(typed)?.[1];
  return digits ? "too_much" : "nothing";
}

function inWords(typed: string): number | null {
  const words = typed.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  const spoken = spokenAmount(words);
  if (!spoken || !Number.isSafeInteger(spoken.kobo)) return null;
  const beside = [...words.slice(0, spoken.from), ...words.slice(spoken.to)];
  return beside.every((word) => BESIDE.has(word)) ? spoken.kobo : null;
}
