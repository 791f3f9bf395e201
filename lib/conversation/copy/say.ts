import type { Tone } from "../rules/bot-settings";
import type { Language } from "../rules/meaning";
import { en } from "./en";
import type { Copy, CopyArgs, CopyKey } from "./keys";
import { pcm } from "./pcm";

export interface Voice {
  tone: Tone;
  language: Language;
}

const TEXTS: Record<Language, Copy> = { en, pcm };

/** A sentence in the business's voice. What fills a placeholder is never read for placeholders again. */
export function say<K extends CopyKey>(key: K, args: CopyArgs[K], voice: Voice): string {
  const line = TEXTS[voice.language][key];
  const tone = voice.tone === "pidgin" ? "friendly" : voice.tone;
  return fill(typeof line === "string" ? line : line[tone], args as Record<string, string>);
}

/** Fills `{placeholders}`; one without a value becomes nothing. */
export function fill(template: string, args: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(args, name) && args[name]) || "");
}
