import { z } from "zod";
import { saveSettingsInput } from "../settings/schema";

const MESSAGES_MAX = 20;
/** What WhatsApp takes for one text. */
const MESSAGE_CHARACTERS = 4_096;

/** What a preview is asked: settings that are not saved yet, who writes, and what they write (P6.6). */
export const previewInput = z.strictObject({
  /** As they would be saved: what reading them gave may be changed and sent as it is. */
  settings: saveSettingsInput.optional(),
  as: z.enum(["stranger", "verified_buyer"]).default("stranger"),
  /** `closed` plays it at the next moment outside the business hours, if there is one. */
  when: z.enum(["now", "closed"]).default("now"),
  messages: z.array(z.strictObject({ text: z.string().max(MESSAGE_CHARACTERS) })).max(MESSAGES_MAX),
});
export type PreviewInput = z.infer<typeof previewInput>;

/** What each message was taken for, how surely (0 to 1), every message the bot would answer with, and its buttons. */
export const previewResult = z.object({
  turns: z.array(
    z.object({
      in: z.string(),
      intent: z.string(),
      confidence: z.number(),
      out: z.array(z.string()),
      buttons: z.array(z.string()),
    }),
  ),
});
export type PreviewResult = z.infer<typeof previewResult>;
