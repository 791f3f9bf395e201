import { endpoint } from "@/lib/endpoint";
import { previewInput, previewResult } from "./preview/schema";

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
