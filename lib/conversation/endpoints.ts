import { endpoint } from "@/lib/endpoint";
import { previewInput, previewResult } from "./preview/schema";
import { chatbotSettings, savedSettings, saveSettingsInput } from "./settings/schema";

export const previewChatbotEndpoint = endpoint({
  method: "POST",
  path: "/api/ceo/chatbot/preview",
  summary: "Try the bot with settings that are not saved",
  description:
    "At most 20 messages of 4,096 characters, each a turn of its own. The code that the bot shows is an example and is accepted here alone. Nothing is stored or sent.",
  auth: "ceo",
  body: previewInput,
  data: previewResult,
});

export const readChatbotEndpoint = endpoint({
  method: "GET",
  path: "/api/ceo/chatbot/settings",
  summary: "How the bot speaks and what it does",
  auth: "ceo",
  data: chatbotSettings,
});

export const saveChatbotEndpoint = endpoint({
  method: "PUT",
  path: "/api/ceo/chatbot/settings",
  summary: "Save how the bot speaks; the next message is answered that way",
  description:
    "A field that is absent stays as it is; null takes a text away, and null hours mean always open. Own texts have at most 1,500 characters, are stored as plain text, and may hold {business}, {name} and {order_ref}; another placeholder or an account number is 422 `unfit_settings`, by field. With `version`, the one that was read, 409 `superseded` answers when others have saved since; it carries `changed`, their fields, and `current`, the settings now.",
  auth: "ceo",
  body: saveSettingsInput,
  data: savedSettings,
});
