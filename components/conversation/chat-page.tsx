"use client";

import { ArrowLeft, UserRound } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { useLiveNews } from "@/components/live/live-provider";
import type { Page } from "@/components/live/queues";
import { OfflineBanner } from "@/components/ui/offline-banner";
import { Initials } from "@/components/ui/person-chip";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationView, MessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";
import { inboxWords, chatWords as words } from "@/lib/words/en/conversation";
import { sayHandle } from "@/lib/words/handle";
import { ChatTimeline } from "./chat-timeline";
import { Composer } from "./composer";
import { HeldDeskContext } from "./held-note";
import { ModeSwitch } from "./mode-switch";
import { useMarkRead } from "./use-mark-read";
import { useMessages } from "./use-messages";
import { usePending } from "./use-pending";

type Props = {
  conversation: ConversationView;
  messages: Page<MessageView>;
  orders: readonly OrderListItem[];
  business: string;
  base: "/ceo" | "/vendor";
  ownerName: string;
};

/** One conversation: who, who answers, what was said, and where to write. Fills the screen on a phone. */
export function ChatPage({ conversation, messages: initial, orders, business, base, ownerName }: Props) {
  const router = useRouter();
  const { conversation_id: id, name } = conversation;
  const { messages, older, refresh } = useMessages(id, initial);
  const { pending, add } = usePending(messages);
  useMarkRead(conversation, messages);
  const [mode, setMode] = useState(conversation.mode);
  useEffect(() => setMode(conversation.mode), [conversation.mode]);
  useLiveNews((news) => {
    const isOurs =
      news === "gap" ||
      news.topic === "order" ||
      (news.topic === "conversation" && news.ids.conversationId === id);
    if (isOurs) router.refresh();
  });

  const changeMode = (chosen: typeof mode) => {
    setMode(chosen);
    router.refresh();
  };

  return (
    <div className="fixed inset-0 z-30 flex flex-col bg-surface md:left-60 md:z-10">
      <OfflineBanner />
      <ChatHead conversation={conversation} isPerson={mode === "person"}>
        <ModeSwitch conversationId={id} mode={mode} onChanged={changeMode} />
      </ChatHead>
      <HeldDeskContext value={{ ownerName, isOwner: base === "/ceo", onDecided: refresh }}>
        <ChatTimeline
          messages={messages}
          orders={orders}
          pending={pending}
          older={older}
          contactName={name}
          base={base}
        />
      </HeldDeskContext>
      <Composer
        conversationId={id}
        contactName={name}
        business={business}
        windowOpenUntil={conversation.window_open_until}
        onSent={(text, isHeld) => {
          if (!isHeld) add(text);
          void refresh();
        }}
      />
    </div>
  );
}

const STRIP = "flex shrink-0 items-center justify-center gap-2 px-4 py-1.5 text-center font-medium text-14";

type HeadProps = { conversation: ConversationView; isPerson: boolean; children: ReactNode };

function ChatHead({ conversation, isPerson, children }: HeadProps) {
  const { name, platform, masked_handle, needs_person_since } = conversation;
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface py-2 pr-3 pl-1 md:px-4">
        <Link
          href="/vendor/inbox"
          aria-label={words.back}
          className="grid size-11 shrink-0 place-items-center rounded-control text-soft hover:bg-sunken hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-5" />
        </Link>
        <Initials name={name} />
        <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)]">
          <h1 className="truncate font-semibold text-16">{name}</h1>
          <span className="tabular truncate text-12 text-faint">
            {inboxWords.platforms[platform]} · {sayHandle(masked_handle)}
          </span>
        </span>
        <div className="max-md:basis-full max-md:pl-2">{children}</div>
      </header>
      {needs_person_since && (
        <p className={`${STRIP} bg-marigold-wash text-marigold-ink`}>
          <UserRound aria-hidden className="size-4 shrink-0" />
          <span>
            {words.needs} <TimeText plain at={needs_person_since} />
          </span>
        </p>
      )}
      <div role="status">
        {isPerson && (
          <p className={`${STRIP} animate-fade bg-lagoon-wash text-lagoon-ink`}>{words.mode.taken}</p>
        )}
      </div>
    </>
  );
}
