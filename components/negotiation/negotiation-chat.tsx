"use client";

import { ChatTimeline } from "@/components/conversation/chat-timeline";
import { Composer } from "@/components/conversation/composer";
import { HeldDeskContext } from "@/components/conversation/held-note";
import { useMarkRead } from "@/components/conversation/use-mark-read";
import { useMessages } from "@/components/conversation/use-messages";
import { usePending } from "@/components/conversation/use-pending";
import type { Page } from "@/components/live/queues";
import type { ConversationView, MessageView } from "@/lib/messaging/schema";
import type { NegotiationView, QuickAction } from "@/lib/negotiation/schema";
import { OfferCard } from "./offer-card";
import { QuickActions } from "./quick-actions";

type Props = {
  conversation: ConversationView;
  messages: Page<MessageView>;
  negotiation: NegotiationView;
  business: string;
  desk: { ownerName: string; base: "/ceo" | "/vendor" };
  onChoose: (action: QuickAction) => void;
};

/** What is said, with the offers as cards among the messages; quick actions above the keyboard. */
export function NegotiationChat({
  conversation,
  messages: initial,
  negotiation,
  business,
  desk,
  onChoose,
}: Props) {
  const { conversation_id: id, name, window_open_until } = conversation;
  const { messages, older, refresh } = useMessages(id, initial);
  const { pending, add } = usePending(messages);
  useMarkRead(conversation, messages);
  const answering = negotiation.is_open
    ? { onConfirm: () => onChoose("confirm_price"), onAsk: () => onChoose("ask_ceo") }
    : {};
  const cards = negotiation.offers.map((offer) => ({
    key: offer.offer_id,
    at: offer.created_at,
    card: <OfferCard offer={offer} buyerName={name} {...answering} />,
  }));
  const onSent = (text: string, isHeld: boolean) => {
    if (!isHeld) add(text);
    void refresh();
  };
  return (
    <>
      <HeldDeskContext
        value={{ ownerName: desk.ownerName, isOwner: desk.base === "/ceo", onDecided: refresh }}
      >
        <ChatTimeline
          {...{ messages, cards, pending, older }}
          orders={[]}
          contactName={name}
          base={desk.base}
        />
      </HeldDeskContext>
      <QuickActions negotiation={negotiation} onChoose={onChoose} onPicture={() => void refresh()} />
      <Composer
        conversationId={id}
        path={`/api/vendor/orders/${negotiation.order_id}/messages`}
        contactName={name}
        business={business}
        windowOpenUntil={window_open_until}
        onSent={onSent}
      />
    </>
  );
}
