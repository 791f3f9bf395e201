import { usualSpelling } from "../language/spelling";
import { stripInvisible } from "./clean-text";

/** Texts are read up to here; a longer one says nothing new. */
const READ_LIMIT = 600;

const PICTURES: [RegExp, string][] = [
  [/[👍👌✅🆗]/gu, " yes "],
  [/[👎❌]/gu, " no "],
  [/🙏/gu, " thanks "],
  [/👋/gu, " hi "],
];

/** The words of a text as they were written, folded: small letters, no accents, no signs. */
export function wordsOf(text: string): string[] {
  let folded = stripInvisible(text.slice(0, READ_LIMIT)).normalize("NFKD");
  for (const [picture, word] of PICTURES) folded = folded.replace(picture, word);
  return folded
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’`´]/g, "")
    .replace(/(\d)[,.](?=\d{3}\b)/g, "$1")
    .replace(/%/g, " percent ")
    .replace(/(\p{L})\1{2,}/gu, "$1$1")
    .replace(/[^\p{L}\p{N}?]+/gu, " ")
    .replace(/\?+/g, " ? ")
    .split(" ")
    .filter((word) => word !== "");
}

/** The words with chat spellings brought to one form, for the phrases of the lexicons. */
export function plainWords(words: string[]): string[] {
  return words.flatMap((word) => usualSpelling(word).split(" "));
}
