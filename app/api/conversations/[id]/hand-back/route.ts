import { route } from "@/lib/http/route";
import { handBackConversation } from "@/lib/messaging/answer-conversation";
import { handBackConversationEndpoint } from "@/lib/messaging/endpoints";

export const POST = route(handBackConversationEndpoint, async (ctx, { params }) => {
  await handBackConversation(ctx, params.id);
});
