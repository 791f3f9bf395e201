import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { ChatPage } from "@/components/conversation/chat-page";
import { recordReading } from "@/lib/audit/record-reading";
import { requireMember } from "@/lib/auth/require-member";
import { readOwnerName } from "@/lib/messaging/owner-name";
import { getConversation, listMessages } from "@/lib/messaging/queries";
import { listOrders } from "@/lib/orders/views";
import { inboxWords } from "@/lib/words/en/conversation";

export const metadata: Metadata = { title: inboxWords.title };

type Props = { params: Promise<{ id: string }> };

export default async function ConversationPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const conversationId = (await params).id;
  const conversation = await orMissing(getConversation(ctx, conversationId));
  const [messages, orders, ownerName] = await Promise.all([
    listMessages(ctx, { conversationId, limit: 50 }),
    listOrders(ctx, { contact_id: conversation.contact_id, limit: 50 }),
    readOwnerName(ctx),
    recordReading(ctx, { action: "CONVERSATION_VIEWED", contactId: conversation.contact_id }),
  ]);
  return (
    <ChatPage
      key={conversationId}
      conversation={conversation}
      messages={messages}
      orders={orders.items.filter((order) => order.conversation_id === conversationId)}
      business={ctx.businessName}
      ownerName={ownerName}
      base={ctx.role === "CEO" ? "/ceo" : "/vendor"}
    />
  );
}
