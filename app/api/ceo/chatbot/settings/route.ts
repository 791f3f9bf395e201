import { readChatbotEndpoint, saveChatbotEndpoint } from "@/lib/conversation/endpoints";
import { readChatbotSettings } from "@/lib/conversation/settings/read-settings";
import { saveChatbotSettings } from "@/lib/conversation/settings/save-settings";
import { route } from "@/lib/http/route";

export const GET = route(readChatbotEndpoint, (ctx) => readChatbotSettings(ctx));

export const PUT = route(saveChatbotEndpoint, (ctx, { body }) => saveChatbotSettings(ctx, body));
