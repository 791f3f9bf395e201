"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useLiveNews } from "@/components/live/live-provider";
import type { Page } from "@/components/live/queues";
import { OfflineBanner } from "@/components/ui/offline-banner";
import type { ConversationView, MessageView } from "@/lib/messaging/schema";
import type { NegotiationView, QuickAction } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";
import { ActionDialogs } from "./action-dialogs";
import { NegotiationChat } from "./negotiation-chat";
import { NegotiationHead } from "./negotiation-head";
import { OffersPanel } from "./offers-panel";
import { PinnedPrice } from "./pinned-price";
import { useNegotiation } from "./use-negotiation";

type Props = {
  conversation: ConversationView;
  messages: Page<MessageView>;
  negotiation: NegotiationView;
  business: string;
  base: "/ceo" | "/vendor";
  ownerName: string;
};

/** A chat with money in it (P8.1): what is said on one side, items, price and offers on the other; stacked on a phone. */
export function NegotiationPage({
  conversation,
  messages: initial,
  business,
  base,
  ownerName,
  ...rest
}: Props) {
  const router = useRouter();
  const { conversation_id: id } = conversation;
  const { negotiation, refresh } = useNegotiation(rest.negotiation);
  const [mode, setMode] = useState(conversation.mode);
  const [action, setAction] = useState<QuickAction | null>(null);
  useEffect(() => setMode(conversation.mode), [conversation.mode]);
  useLiveNews((news) => {
    if (news === "gap" || (news.topic === "conversation" && news.ids.conversationId === id)) router.refresh();
  });
  const changeMode = (chosen: typeof mode) => {
    setMode(chosen);
    router.refresh();
  };
  const onConfirm = () => setAction("confirm_price");
  const onAsk = () => setAction("ask_ceo");
  return (
    <div className="fixed inset-0 z-30 flex flex-col bg-surface md:left-60 md:z-10">
      <OfflineBanner />
      <NegotiationHead
        conversation={conversation}
        negotiation={negotiation}
        mode={mode}
        base={base}
        onMode={changeMode}
      />
      <PinnedPrice negotiation={negotiation} {...{ onConfirm, onAsk }} />
      <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-label={words.chat} className="flex min-h-0 min-w-0 flex-col">
          <NegotiationChat
            conversation={conversation}
            messages={initial}
            negotiation={negotiation}
            business={business}
            desk={{ ownerName, base }}
            onChoose={setAction}
          />
        </section>
        <aside aria-label={words.panel} className="overflow-y-auto border-line border-l max-lg:hidden">
          <OffersPanel negotiation={negotiation} {...{ onConfirm, onAsk }} />
        </aside>
      </div>
      {action && (
        <ActionDialogs
          negotiation={negotiation}
          action={action}
          onChange={setAction}
          onClose={() => setAction(null)}
          onDone={refresh}
        />
      )}
    </div>
  );
}
