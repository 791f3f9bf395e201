import { route } from "@/lib/http/route";
import { markReadEndpoint } from "@/lib/messaging/endpoints";
import { markRead } from "@/lib/messaging/mark-read";

export const POST = route(markReadEndpoint, async (ctx, { params, body }) => {
  await markRead(ctx, { conversationId: params.id, messageId: body.message_id });
});
