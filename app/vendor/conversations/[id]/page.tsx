import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { ConversationView } from "@/components/conversation/conversation-view";
import { recordReading } from "@/lib/audit/record-reading";
import { requireMember } from "@/lib/auth/require-member";
import { getConversation, listMessages } from "@/lib/messaging/queries";
import { conversationWords } from "@/lib/words/en/conversation";

export const metadata: Metadata = { title: conversationWords.inbox };

type Props = { params: Promise<{ id: string }> };

export default async function ConversationPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const { id } = await params;
  const conversation = await orMissing(getConversation(ctx, id));
  await recordReading(ctx, { action: "CONVERSATION_VIEWED", contactId: conversation.contact_id });
  const first = await listMessages(ctx, { conversationId: id, limit: 40 });
  const base = ctx.role === "CEO" ? "/ceo" : "/vendor";
  return (
    <ConversationView conversation={conversation} first={first} business={ctx.businessName} base={base} />
  );
}
