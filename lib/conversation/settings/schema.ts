import { z } from "zod";
import { WEEK } from "@/lib/words/hours";
import { OWN_TEXT_LIMITS } from "@/lib/words/own-text";

export const TONES = ["professional", "friendly", "casual", "pidgin"] as const;

const ownText = boundedText(OWN_TEXT_LIMITS.text).nullable();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "write it as 09:00");

const businessHours = z.strictObject({
  /** No day at all: closed every day. */
  days: z
    .array(z.enum(WEEK))
    .max(7)
    .refine((days) => new Set(days).size === days.length, "names a day twice"),
  open: time,
  /** Before `open`: past midnight. The same as `open`: day and night. */
  close: time,
  timezone: z.string().max(64).refine(isTimeZone, "is no time zone we know"),
});

const question = z.strictObject({
  title: boundedText(OWN_TEXT_LIMITS.title).min(1, "write what the buyer asks"),
  answer: boundedText(OWN_TEXT_LIMITS.text).min(1, "write what the bot answers"),
});

/**
 * The CEO's voice as the API names it (P6.5). What is absent stays as it is saved; null takes a text away, so that the
 * product's own is said, and null hours mean always open.
 */
export const chatbotSettingsChange = z.strictObject({
  greeting: ownText.optional(),
  tone: z.enum(TONES).optional(),
  fallback: ownText.optional(),
  business_hours: businessHours.nullable().optional(),
  out_of_hours: ownText.optional(),
  quick_replies: z
    .strictObject({
      /** To a buyer who is known already; `greeting` is said to everybody else. */
      greeting: ownText.optional(),
      thanks: ownText.optional(),
      goodbye: ownText.optional(),
      /** Buttons under the greeting and the help, each with its answer. All of them are replaced at once. */
      questions: z.array(question).max(OWN_TEXT_LIMITS.questions).optional(),
    })
    .optional(),
  features: z
    .strictObject({
      order_tracking: z.boolean().optional(),
      address_collection: z.boolean().optional(),
      catalogue_answers: z.boolean().optional(),
      reminders: z.boolean().optional(),
    })
    .optional(),
});
export type ChatbotSettingsChange = z.infer<typeof chatbotSettingsChange>;

/**
 * A change to be saved. `version`: the one the change was made on; without it, whatever is saved is changed. What reading
 * and saving answer may be sent back as it came, so `cleaned` is taken and says nothing.
 */
export const saveSettingsInput = chatbotSettingsChange.extend({
  version: z.number().int().min(0).optional(),
  cleaned: z.array(z.string().max(100)).max(100).optional(),
});
export type SaveSettingsInput = z.infer<typeof saveSettingsInput>;

/** The settings as they are saved, every field with its value. */
export const chatbotSettings = z.object({
  greeting: z.string().nullable(),
  tone: z.enum(TONES),
  fallback: z.string().nullable(),
  business_hours: businessHours.nullable(),
  out_of_hours: z.string().nullable(),
  quick_replies: z.object({
    greeting: z.string().nullable(),
    thanks: z.string().nullable(),
    goodbye: z.string().nullable(),
    questions: z.array(question),
  }),
  features: z.object({
    order_tracking: z.boolean(),
    address_collection: z.boolean(),
    catalogue_answers: z.boolean(),
    reminders: z.boolean(),
  }),
  /** Raised by each saving; 0 until the first. */
  version: z.number().int(),
});
export type ChatbotSettings = z.infer<typeof chatbotSettings>;

/** What was saved, and the fields from which markup or invisible characters were taken out on the way. */
export const savedSettings = chatbotSettings.extend({ cleaned: z.array(z.string()) });
export type SavedSettings = z.infer<typeof savedSettings>;

function boundedText(characters: number) {
  return z
    .string()
    .trim()
    .max(characters, {
      error: ({ input }) =>
        `has ${String(input).trim().length.toLocaleString("en-NG")} characters; at most ${characters.toLocaleString("en-NG")} fit`,
    });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
