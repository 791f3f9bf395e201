import { en } from "./en";
import { ha } from "./ha";
import { ig } from "./ig";
import type { Lexicon } from "./lexicon";
import { pcm } from "./pcm";
import { yo } from "./yo";

/** Pidgin first: where two phrases weigh the same, the one of the street wins. */
export const LEXICONS: readonly Lexicon[] = [pcm, en, yo, ig, ha];

export const FILLERS: ReadonlySet<string> = new Set(LEXICONS.flatMap((lexicon) => lexicon.fillers));

export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  LEXICONS.flatMap((lexicon) => Object.entries(lexicon.numbers)),
);
