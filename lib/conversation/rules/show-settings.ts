import type { ChatbotSettings } from "../settings/schema";
import type { BotVoice } from "./bot-settings";

/** The names under which the API gives and takes the settings. */
export const SETTING_FIELDS = [
  "greeting",
  "tone",
  "fallback",
  "business_hours",
  "out_of_hours",
  "quick_replies",
  "features",
] as const satisfies readonly (keyof ChatbotSettings)[];
export type SettingField = (typeof SETTING_FIELDS)[number];

/** The settings as the API shows them: each field with its value, whatever is stored. */
export function showSettings(stored: Partial<BotVoice>, version: number): ChatbotSettings {
  const { greeting, tone, fallback, hours, outOfHours, quickReplies = {}, features = {} } = stored;
  return {
    greeting: greeting || null,
    tone: tone ?? "friendly",
    fallback: fallback || null,
    business_hours: (hours as ChatbotSettings["business_hours"]) ?? null,
    out_of_hours: outOfHours || null,
    quick_replies: {
      greeting: quickReplies.greeting || null,
      thanks: quickReplies.thanks || null,
      goodbye: quickReplies.goodbye || null,
      questions: quickReplies.questions ?? [],
    },
    features: {
      order_tracking: features.orderTracking !== false,
      address_collection: features.addressCollection !== false,
      catalogue_answers: features.catalogueAnswers !== false,
      reminders: features.reminders !== false,
    },
    version,
  };
}

/** The fields in which two states of the settings differ. */
export function differingFields(one: ChatbotSettings, other: ChatbotSettings): SettingField[] {
  return SETTING_FIELDS.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}
