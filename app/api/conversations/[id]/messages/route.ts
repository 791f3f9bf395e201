import { recordReading } from "@/lib/audit/record-reading";
import { ownAccountNumbers } from "@/lib/bank/queries";
import { route } from "@/lib/http/route";
import { writeToContact } from "@/lib/messaging/answer-conversation";
import { listMessagesEndpoint, writeMessageEndpoint } from "@/lib/messaging/endpoints";
import { getConversation, listMessages } from "@/lib/messaging/queries";

export const GET = route(listMessagesEndpoint, async (ctx, { params, query }) => {
  const conversation = await getConversation(ctx, params.id);
  await recordReading(ctx, { action: "CONVERSATION_VIEWED", contactId: conversation.contact_id });
  return listMessages(ctx, { ...query, conversationId: params.id });
});

export const POST = route(writeMessageEndpoint, async (ctx, { params, body }) =>
  writeToContact(ctx, {
    conversationId: params.id,
    text: body.text,
    ownAccounts: await ownAccountNumbers(ctx),
  }),
);
