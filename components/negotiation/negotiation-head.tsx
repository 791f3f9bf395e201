"use client";

import { ArrowLeft, ShoppingBag, UserRound } from "lucide-react";
import Link from "next/link";
import { ModeSwitch } from "@/components/conversation/mode-switch";
import { Initials } from "@/components/ui/person-chip";
import { type Status, StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationView } from "@/lib/messaging/schema";
import type { NegotiationView } from "@/lib/negotiation/schema";
import { chatWords, inboxWords } from "@/lib/words/en/conversation";
import { negotiationWords as words } from "@/lib/words/en/negotiation";
import { sayHandle } from "@/lib/words/handle";

const STRIP = "flex shrink-0 items-center justify-center gap-2 px-4 py-1.5 text-center font-medium text-14";
const ICON =
  "grid size-11 shrink-0 place-items-center rounded-control text-soft hover:bg-sunken hover:text-ink";

type Props = {
  conversation: ConversationView;
  negotiation: NegotiationView;
  mode: ConversationView["mode"];
  base: "/ceo" | "/vendor";
  onMode: (mode: ConversationView["mode"]) => void;
};

/** Who it is, which order, and who answers: the bot or a person (P6.7). */
export function NegotiationHead({ conversation, negotiation, mode, base, onMode }: Props) {
  const { name, platform, masked_handle, needs_person_since, conversation_id } = conversation;
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface py-2 pr-3 pl-1 md:px-4">
        <Link href="/vendor/inbox" aria-label={words.back} className={ICON}>
          <ArrowLeft aria-hidden className="size-5" />
        </Link>
        <Initials name={name} />
        <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)]">
          <h1 className="flex gap-1.5 font-semibold text-16">
            <span className="min-w-0 truncate">{name}</span>{" "}
            <span className="exact shrink-0 font-normal text-soft">{negotiation.reference}</span>
          </h1>
          <span className="tabular truncate text-12 text-faint">
            {inboxWords.platforms[platform]} · {sayHandle(masked_handle)}
          </span>
        </span>
        <StatusBadge status={negotiation.status as Status} className="max-sm:hidden" />
        <Link
          href={`${base}/orders/${negotiation.order_id}`}
          aria-label={words.order}
          title={words.order}
          className={ICON}
        >
          <ShoppingBag aria-hidden className="size-5" />
        </Link>
        <div className="max-md:basis-full max-md:pl-2">
          <ModeSwitch conversationId={conversation_id} mode={mode} onChanged={onMode} />
        </div>
      </header>
      {negotiation.status === "CANCELLED" && negotiation.note && (
        <p className={`${STRIP} bg-sunken text-soft`}>{negotiation.note}</p>
      )}
      {needs_person_since && (
        <p className={`${STRIP} bg-marigold-wash text-marigold-ink`}>
          <UserRound aria-hidden className="size-4 shrink-0" />
          <span>
            {chatWords.needs} <TimeText plain at={needs_person_since} />
          </span>
        </p>
      )}
      <div role="status">
        {mode === "person" && (
          <p className={`${STRIP} animate-fade bg-lagoon-wash text-lagoon-ink`}>{chatWords.mode.taken}</p>
        )}
      </div>
    </>
  );
}
