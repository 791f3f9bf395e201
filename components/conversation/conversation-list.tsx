import { clsx } from "clsx";
import { Handshake, UserRound } from "lucide-react";
import Link from "next/link";
import { Initials } from "@/components/ui/person-chip";
import { Badge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { ConversationView } from "@/lib/messaging/schema";
import { inboxWords as words } from "@/lib/words/en/conversation";
import { sayHandle } from "@/lib/words/handle";

/** Who wrote, what last, when; those who wait for a person stand out. */
export function ConversationList({ conversations }: { conversations: readonly ConversationView[] }) {
  return (
    <ul
      aria-label={words.caption}
      className="divide-y divide-line overflow-clip rounded-card border border-line bg-surface"
    >
      {conversations.map((conversation) => (
        <li key={conversation.conversation_id}>
          <Row conversation={conversation} />
        </li>
      ))}
    </ul>
  );
}

function Row({ conversation }: { conversation: ConversationView }) {
  const { name, masked_handle, platform, mode, needs_person_since, last_message_at, unread } = conversation;
  const isWaiting = needs_person_since !== null;
  const isNew = unread || isWaiting;
  return (
    <Link
      href={hrefOf(conversation)}
      className="flex min-h-20 items-center gap-3 px-4 py-3 transition-colors -outline-offset-2 hover:bg-sunken md:px-5"
    >
      <Initials name={name} className="size-11!" />
      <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)]">
        <span className="flex items-baseline justify-between gap-3">
          <span className={clsx("min-w-0 truncate", isNew ? "font-semibold" : "font-medium")}>
            {name}
            <span className="tabular ml-2 font-normal text-12 text-faint max-sm:hidden">
              {words.platforms[platform]} · {sayHandle(masked_handle)}
            </span>
          </span>
          <span className="flex shrink-0 items-center gap-2 text-12 text-faint">
            <TimeText plain at={last_message_at} />
            {unread && (
              <span className="size-2.5 rounded-full bg-palm">
                <span className="sr-only">{words.unread}</span>
              </span>
            )}
          </span>
        </span>
        <span className="flex items-center justify-between gap-3">
          <span className={clsx("min-w-0 truncate text-14", isNew ? "text-ink" : "text-faint")}>
            {sayLast(conversation)}
          </span>
          {conversation.negotiating_order_id && (
            <Badge tone="lagoon" icon={<Handshake aria-hidden />}>
              {words.bargains}
            </Badge>
          )}
          {isWaiting ? (
            <Badge tone="marigold" icon={<UserRound aria-hidden />}>
              {words.waiting}
            </Badge>
          ) : (
            mode === "person" && (
              <Badge tone="lagoon" icon={<UserRound aria-hidden />}>
                {words.you}
              </Badge>
            )
          )}
        </span>
      </span>
    </Link>
  );
}

/** Where a price is being agreed on, the chat opens with the price beside it. */
export function hrefOf({ conversation_id, negotiating_order_id }: ConversationView): string {
  return negotiating_order_id
    ? `/vendor/negotiation/${negotiating_order_id}`
    : `/vendor/conversations/${conversation_id}`;
}

/** Who wrote last, unless it was the contact, and what; a message without words is named by its kind. */
function sayLast({ last_text, last_kind, last_from }: ConversationView): string {
  if (last_kind === null) return "";
  const text = last_text ?? words.kinds[last_kind] ?? words.other;
  const author = last_from && words.authors[last_from];
  return author ? `${author}: ${text}` : text;
}
