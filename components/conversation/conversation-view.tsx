"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { PersonChip } from "@/components/ui/person-chip";
import { sendJson } from "@/components/ui/send-json";
import { Badge } from "@/components/ui/status-badge";
import type { ConversationView as Conversation } from "@/lib/messaging/schema";
import { conversationWords as words } from "@/lib/words/en/conversation";
import { ChatLog } from "./chat-log";
import { Composer } from "./composer";
import { type MessagePage, useMessages } from "./use-messages";

type Props = { conversation: Conversation; first: MessagePage; business: string; base: "/ceo" | "/vendor" };

/** One conversation: who it is, who answers, what was said, and a place to write. */
export function ConversationView({ conversation, first, business, base }: Props) {
  const chat = useMessages(conversation.conversation_id, first);
  return (
    <section className="-mx-4 -mt-5 -mb-28 flex h-[calc(100dvh-7rem)] flex-col overflow-hidden md:mx-0 md:-mt-2 md:mb-0 md:h-[calc(100dvh-6rem)] md:rounded-card md:border md:border-line">
      <LiveRefresh topics={["conversation"]} />
      <Head conversation={conversation} />
      <ChatLog
        name={conversation.name}
        messages={chat.messages}
        orderBase={base}
        hasOlder={chat.hasOlder}
        isLoadingOlder={chat.isLoadingOlder}
        onOlder={chat.loadOlder}
      />
      <Composer
        conversationId={conversation.conversation_id}
        name={conversation.name}
        business={business}
        isOpen={isWindowOpen(conversation)}
        onSent={chat.reload}
      />
    </section>
  );
}

function Head({ conversation }: { conversation: Conversation }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const byPerson = conversation.mode === "person";
  const change = async () => {
    setBusy(true);
    const verb = byPerson ? "hand-back" : "take";
    const answer = await sendJson(`/api/conversations/${conversation.conversation_id}/${verb}`, {});
    setBusy(false);
    if (!answer.ok) notify({ kind: "problem", title: words.failed, text: answer.problem.detail });
    else notify({ kind: "done", title: byPerson ? words.handedBack : words.taken });
    router.refresh();
  };
  return (
    <header className="flex min-h-16 items-center gap-3 border-line border-b bg-surface px-3 py-2">
      <Link
        href="/vendor/inbox"
        aria-label={words.back}
        className="grid size-11 place-items-center rounded-control hover:bg-sunken"
      >
        <ArrowLeft aria-hidden className="size-5" />
      </Link>
      <h1 className="min-w-0 flex-1 font-normal text-14">
        <PersonChip name={conversation.name} masked={conversation.masked_handle} />
      </h1>
      <span className="max-sm:hidden">
        <Badge tone={byPerson ? "marigold" : "palm"}>{byPerson ? words.youAnswer : words.botAnswers}</Badge>
      </span>
      <Button size="small" onClick={change} busy={busy}>
        {byPerson ? words.handBack : words.take}
      </Button>
    </header>
  );
}

function isWindowOpen(conversation: Conversation): boolean {
  return conversation.window_open_until !== null && new Date(conversation.window_open_until) > new Date();
}
