import { route } from "@/lib/http/route";
import { takeConversation } from "@/lib/messaging/answer-conversation";
import { takeConversationEndpoint } from "@/lib/messaging/endpoints";

export const POST = route(takeConversationEndpoint, async (ctx, { params }) => {
  await takeConversation(ctx, params.id);
});
