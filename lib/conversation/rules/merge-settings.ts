import type { ChatbotSettingsChange } from "../settings/schema";
import type { BotVoice } from "./bot-settings";

/** The settings as they would be with a change of them saved. What the change does not name stays. */
export function mergeSettings<V extends BotVoice>(saved: V, change: ChatbotSettingsChange = {}): V {
  const { greeting, tone, fallback, business_hours, out_of_hours, quick_replies, features } = change;
  return {
    ...saved,
    ...(tone && { tone }),
    ...given("greeting", greeting),
    ...given("fallback", fallback),
    ...given("hours", business_hours),
    ...given("outOfHours", out_of_hours),
    quickReplies: {
      ...saved.quickReplies,
      ...given("greeting", quick_replies?.greeting),
      ...given("thanks", quick_replies?.thanks),
      ...given("goodbye", quick_replies?.goodbye),
      ...given("questions", quick_replies?.questions),
    },
    features: {
      ...saved.features,
      ...given("orderTracking", features?.order_tracking),
      ...given("addressCollection", features?.address_collection),
      ...given("catalogueAnswers", features?.catalogue_answers),
      ...given("reminders", features?.reminders),
    },
  };
}

function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}
