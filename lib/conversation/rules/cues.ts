import { distance } from "fastest-levenshtein";
import { FILLERS, LEXICONS, NUMBER_WORDS } from "../language/lexicons";
import { usualSpelling } from "../language/spelling";
import type { Intent } from "./meaning";

interface CompiledCue {
  intent: Intent;
  confidence: number;
  topic: string | undefined;
  patterns: RegExp[];
}

export interface CueHit {
  intent: Intent;
  confidence: number;
  topic: string | undefined;
}

/** A number or an amount, "n15000" too. */
const NUMBER = `(?:n?\\d\\S*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) `;
const CUES: CompiledCue[] = LEXICONS.flatMap((lexicon) =>
  lexicon.cues.map((cue) => ({
    intent: cue.intent,
    confidence: cue.confidence,
    topic: cue.topic,
    patterns: cue.phrases.map(compilePhrase),
  })),
);

const VOCABULARY = vocabulary();

/** Every cue that the (plain) words hold, the surest first. A phrase that makes up more of the text weighs a little more. */
export function cuesIn(words: string[]): CueHit[] {
  const exact = hitsIn(words, 0);
  if (exact.length > 0) return exact;
  const corrected = words.map(nearestKnown);
  return corrected.some((word, at) => word !== words[at]) ? hitsIn(corrected, 0.12) : [];
}

function hitsIn(words: string[], doubt: number): CueHit[] {
  const text = ` ${words.join(" ")} `;
  const hits: CueHit[] = [];
  for (const cue of CUES) {
    const longest = Math.max(0, ...cue.patterns.map((pattern) => pattern.exec(text)?.[0].length ?? 0));
    if (longest === 0) continue;
    const share = Math.min(1, longest / text.length);
    const confidence = Math.min(0.99, cue.confidence + 0.02 * share) - doubt;
    hits.push({ intent: cue.intent, confidence: Math.round(confidence * 100) / 100, topic: cue.topic });
  }
  return hits.sort((a, b) => b.confidence - a.confidence);
}

function compilePhrase(phrase: string): RegExp {
  const words = phrase.trim().split(/\s+/);
  const source = words.map((word, at) => {
    if (word === "^") return "^";
    if (word === "$") return "$";
    if (word === "…") return "(?:\\S+ ){0,4}";
    if (word === "?") return "\\? ";
    if (word === "#") return NUMBER;
    const optional = word.length > 1 && word.endsWith("?");
    const forms = (optional ? word.slice(0, -1) : word).split("|").map(usualSpelling);
    const group = `(?:${forms.join("|")}) `;
    const lead = at === 0 ? " " : "";
    return optional ? `${lead}(?:${group})?` : `${lead}${group}`;
  });
  const joined = source.join("");
  if (joined.startsWith("^")) return new RegExp(`^ ${joined.slice(1)}`);
  return new RegExp(joined.startsWith(" ") ? joined : ` ${joined}`);
}

function vocabulary(): Set<string> {
  const words = LEXICONS.flatMap((lexicon) => lexicon.cues.flatMap((cue) => cue.phrases))
    .flatMap((phrase) => phrase.split(/[\s|]+/))
    .map((word) => word.replace(/\?$/, ""));
  return new Set([...words, ...FILLERS, ...NUMBER_WORDS.keys()].filter((word) => /^\p{L}{2,}$/u.test(word)));
}

/** A misspelt word's nearest known one: one slip in five letters, two in eight. */
function nearestKnown(word: string): string {
  if (word.length < 5 || VOCABULARY.has(word)) return word;
  const slips = word.length >= 8 ? 2 : 1;
  for (const known of VOCABULARY) {
    if (known.length >= 5 && known[0] === word[0] && distance(known, word) <= slips) return known;
  }
  return word;
}
