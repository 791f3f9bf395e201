import { sayHours } from "@/lib/words/hours";
import { say } from "../copy/say";
import type { BusinessHours, Tone } from "./bot-settings";

/** What the bot says where the CEO wrote nothing, by the API's name of the text. */
export type ProductLines = Record<
  "greeting" | "quick_replies.greeting" | "fallback" | "quick_replies.thanks" | "quick_replies.goodbye",
  string
> & { out_of_hours: string };

/** The product's own lines in a tone, for the form to show as what an empty field means. */
export function productLines(tone: Tone, business: string, hours: BusinessHours | null): ProductLines {
  const voice = { tone, language: tone === "pidgin" ? ("pcm" as const) : ("en" as const) };
  return {
    greeting: say("greeting_new", { business }, voice),
    "quick_replies.greeting": say("greeting_known", { business, name: "{name}" }, voice),
    fallback: say("fallback", {}, voice),
    "quick_replies.thanks": say("thanks", { business }, voice),
    "quick_replies.goodbye": say("goodbye", { business }, voice),
    out_of_hours: say("hours_closed", { hours: hours ? sayHours(hours) : "…" }, voice),
  };
}
