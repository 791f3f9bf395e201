import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { NegotiationPage } from "@/components/negotiation/negotiation-page";
import { recordReading } from "@/lib/audit/record-reading";
import { requireMember } from "@/lib/auth/require-member";
import { readOwnerName } from "@/lib/messaging/owner-name";
import { getConversation } from "@/lib/messaging/queries";
import { listOrderMessages } from "@/lib/negotiation/queries";
import { negotiationWords } from "@/lib/words/en/negotiation";

export const metadata: Metadata = { title: negotiationWords.open };

type Props = { params: Promise<{ order_id: string }> };

export default async function OrderNegotiationPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const orderId = (await params).order_id;
  const { negotiation, ...messages } = await orMissing(listOrderMessages(ctx, { orderId, limit: 50 }));
  const [conversation, ownerName] = await Promise.all([
    orMissing(getConversation(ctx, negotiation.conversation_id)),
    readOwnerName(ctx),
    recordReading(ctx, { action: "CONVERSATION_VIEWED", contactId: negotiation.buyer.contact_id }),
  ]);
  return (
    <NegotiationPage
      key={orderId}
      conversation={conversation}
      messages={messages}
      negotiation={negotiation}
      business={ctx.businessName}
      ownerName={ownerName}
      base={ctx.role === "CEO" ? "/ceo" : "/vendor"}
    />
  );
}
