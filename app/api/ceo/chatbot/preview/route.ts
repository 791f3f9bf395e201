import { previewChatbotEndpoint } from "@/lib/conversation/endpoints";
import { previewConversation } from "@/lib/conversation/preview-conversation";
import { route } from "@/lib/http/route";

export const POST = route(previewChatbotEndpoint, (ctx, { body }) => previewConversation(ctx, body));
