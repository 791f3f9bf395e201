import { z } from "zod";

/** The engine cuts the CEO's own texts here; longer ones are refused rather than cut in silence. */
const OWN_TEXT_CHARACTERS = 1_500;
const MESSAGES_MAX = 20;
/** What WhatsApp takes for one text. */
const MESSAGE_CHARACTERS = 4_096;

const ownText = z.string().trim().max(OWN_TEXT_CHARACTERS).nullable();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "write it as 09:00");

const businessHours = z.strictObject({
  days: z.array(z.enum(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])).max(7),
  open: time,
  close: time,
  timezone: z.string().max(64).refine(isTimeZone, "is no time zone we know"),
});

/**
 * The CEO's voice as the API names it (P6.5). What is absent stays as it is saved; null takes a text away, so that the
 * product's own is said.
 */
export const chatbotSettingsChange = z.strictObject({
  greeting: ownText.optional(),
  tone: z.enum(["professional", "friendly", "casual", "pidgin"]).optional(),
  fallback: ownText.optional(),
  business_hours: businessHours.nullable().optional(),
  out_of_hours: ownText.optional(),
  quick_replies: z
    .strictObject({ greeting: ownText.optional(), thanks: ownText.optional(), goodbye: ownText.optional() })
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

/** What a preview is asked: settings that are not saved yet, who writes, and what they write (P6.6). */
export const previewInput = z.strictObject({
  settings: chatbotSettingsChange.optional(),
  as: z.enum(["stranger", "verified_buyer"]).default("stranger"),
  messages: z.array(z.strictObject({ text: z.string().max(MESSAGE_CHARACTERS) })).max(MESSAGES_MAX),
});
export type PreviewInput = z.infer<typeof previewInput>;

/** What each message was taken for, how surely (0 to 1), and every message the bot would answer with. */
export const previewResult = z.object({
  turns: z.array(
    z.object({ in: z.string(), intent: z.string(), confidence: z.number(), out: z.array(z.string()) }),
  ),
});
export type PreviewResult = z.infer<typeof previewResult>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
