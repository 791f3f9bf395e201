import type { ChatbotSettings, ChatbotSettingsChange, ProductLines } from "@/lib/conversation/schema";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { sayWeek } from "@/lib/words/hours";
import { knownPlaceholders, OWN_TEXT_LIMITS, unknownPlaceholders } from "@/lib/words/own-text";

/** The settings under the CEO's hands: what is saved, without its version. */
export type Voice = Omit<ChatbotSettings, "version">;
export type Tone = Voice["tone"];
export type Hours = NonNullable<Voice["business_hours"]>;
export type Question = Voice["quick_replies"]["questions"][number];
export type Lines = Record<Tone, ProductLines>;

/** Everything that can be chosen one way or the other when two have saved, by the API's path. */
export type VoicePath = keyof typeof chatbotWords.fields;
export const VOICE_PATHS = Object.keys(chatbotWords.fields) as VoicePath[];

const { texts: words, questions: questionWords } = chatbotWords;

export function valueAt(voice: Voice, path: VoicePath): unknown {
  const [field, part] = path.split(".") as [keyof Voice, string | undefined];
  return part ? (voice[field] as Record<string, unknown>)[part] : voice[field];
}

export function withValue(voice: Voice, path: VoicePath, value: unknown): Voice {
  const [field, part] = path.split(".") as [keyof Voice, string | undefined];
  if (!part) return { ...voice, [field]: value };
  return { ...voice, [field]: { ...(voice[field] as Record<string, unknown>), [part]: value } };
}

/** Where two states differ. */
export function differingPaths(one: Voice, other: Voice): VoicePath[] {
  const same = (path: VoicePath) =>
    JSON.stringify(valueAt(one, path) || null) === JSON.stringify(valueAt(other, path) || null);
  return VOICE_PATHS.filter((path) => !same(path));
}

/** What is wrong with a text, to be said beside it while it is written. */
export function textProblem(text: string): string | undefined {
  const over = text.trim().length - OWN_TEXT_LIMITS.text;
  if (over > 0) return words.tooLong(over);
  const unknown = unknownPlaceholders(text);
  return unknown.length > 0 ? words.unknown(unknown.join(", "), knownPlaceholders()) : undefined;
}

/** What is missing before it can be saved, by path, as the API names it. */
export function findGaps(voice: Voice): Record<string, string> {
  const gaps: Record<string, string> = {};
  const hours = voice.business_hours;
  if (hours && !hours.open) gaps["business_hours.open"] = chatbotWords.hours.missing;
  if (hours && !hours.close) gaps["business_hours.close"] = chatbotWords.hours.missing;
  for (const path of TEXT_PATHS) {
    const problem = textProblem(String(valueAt(voice, path) ?? ""));
    if (problem) gaps[path] = problem;
  }
  for (const [at, { title, answer }] of voice.quick_replies.questions.entries()) {
    const path = `quick_replies.questions.${at}`;
    if (!title.trim()) gaps[`${path}.title`] = questionWords.needTitle;
    const problem = answer.trim() ? textProblem(answer) : questionWords.needAnswer;
    if (problem) gaps[`${path}.answer`] = problem;
  }
  return gaps;
}

const TEXT_PATHS: readonly VoicePath[] = [
  "greeting",
  "fallback",
  "out_of_hours",
  "quick_replies.greeting",
  "quick_replies.thanks",
  "quick_replies.goodbye",
];

/** The settings as far as they can be tried: half-written hours and questions wait, and what is too long is cut. */
export function playable(voice: Voice): ChatbotSettingsChange {
  const cut = (text: string | null) => (text ?? "").trim().slice(0, OWN_TEXT_LIMITS.text) || null;
  const { greeting, thanks, goodbye, questions } = voice.quick_replies;
  const hours = voice.business_hours;
  return {
    ...voice,
    greeting: cut(voice.greeting),
    fallback: cut(voice.fallback),
    out_of_hours: cut(voice.out_of_hours),
    business_hours: hours?.open && hours.close ? hours : null,
    quick_replies: {
      greeting: cut(greeting),
      thanks: cut(thanks),
      goodbye: cut(goodbye),
      questions: questions
        .map(({ title, answer }) => ({ title: title.trim(), answer: cut(answer) ?? "" }))
        .filter(({ title, answer }) => title && answer),
    },
  };
}

/** A value as a person reads it, to be compared with another. */
export function sayValue(voice: Voice, path: VoicePath): string {
  if (path === "tone") return chatbotWords.tone.options[voice.tone];
  if (path === "business_hours") return sayWeek(voice.business_hours);
  if (path === "features") return sayFeatures(voice.features);
  if (path === "quick_replies.questions") {
    return voice.quick_replies.questions.map(({ title, answer }) => `${title}: ${answer}`).join("\n");
  }
  return String(valueAt(voice, path) ?? "");
}

function sayFeatures(features: Voice["features"]): string {
  const { on, off, features: names } = chatbotWords;
  const switches = Object.entries(features) as [keyof Voice["features"], boolean][];
  return switches.map(([name, isOn]) => `${names[name]}: ${isOn ? on : off}`).join("\n");
}
