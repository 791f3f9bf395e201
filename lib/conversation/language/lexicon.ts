import type { Intent } from "../rules/meaning";

/**
 * Words that tell an intent. A phrase is words on word borders: `a|b` either, `word?` optional, `…` up to four words,
 * `^` and `$` the ends of the text, `#` a number or an amount.
 */
export interface Cue {
  intent: Intent;
  confidence: number;
  phrases: string[];
  topic?: string;
}

/** What one language knows. Everything is written folded: small letters, no accents, no apostrophes. */
export interface Lexicon {
  /** Words nobody writes in another of our languages. */
  markers: string[];
  cues: Cue[];
  /** Words that say nothing about the goods. */
  fillers: string[];
  numbers: Record<string, number>;
}
