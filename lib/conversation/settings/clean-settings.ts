import { cleanOwnText } from "./clean-own-text";
import type { ChatbotSettingsChange } from "./schema";

export type CleanedSettings = {
  settings: ChatbotSettingsChange;
  /** Paths of the texts that are not as they were given. */
  cleaned: string[];
};

/** Every text of a change as plain text; one of which nothing is left counts as taken away (null). */
export function cleanSettings(change: ChatbotSettingsChange): CleanedSettings {
  const cleaned: string[] = [];
  const plain = (path: string, text: string): string => {
    const clean = cleanOwnText(text);
    if (clean !== text.replace(/\r\n?/g, "\n").trim()) cleaned.push(path);
    return clean;
  };
  const own = (path: string, text: string | null | undefined) =>
    text === undefined ? undefined : text === null ? null : plain(path, text) || null;
  const quick = change.quick_replies;
  const settings = {
    ...change,
    ...defined({
      greeting: own("greeting", change.greeting),
      fallback: own("fallback", change.fallback),
      out_of_hours: own("out_of_hours", change.out_of_hours),
    }),
    ...(quick && {
      quick_replies: {
        ...quick,
        ...defined({
          greeting: own("quick_replies.greeting", quick.greeting),
          thanks: own("quick_replies.thanks", quick.thanks),
          goodbye: own("quick_replies.goodbye", quick.goodbye),
          questions: quick.questions?.map(({ title, answer }, at) => ({
            title: plain(`quick_replies.questions.${at}.title`, title).replace(/\s+/g, " "),
            answer: plain(`quick_replies.questions.${at}.answer`, answer),
          })),
        }),
      },
    }),
  };
  return { settings, cleaned };
}

/** Without the names that have no value: absent means unchanged. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
