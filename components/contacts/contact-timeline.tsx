"use client";

import { ShoppingBag } from "lucide-react";
import Link from "next/link";
import { ChatMessage } from "@/components/conversation/chat-message";
import type { Page } from "@/components/live/queues";
import { ChatDay } from "@/components/ui/bubble";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Sentence } from "@/components/ui/sentence";
import { StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import { useZone } from "@/components/ui/zone";
import type { AuditItem } from "@/lib/audit/schema";
import type { ContactMessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";
import { contactWords } from "@/lib/words/en/contacts";
import { daysBetween, sayDay } from "@/lib/words/times";
import { type ContactRow, contactRows } from "./contact-rows";
import { type Earlier, useContactMessages } from "./use-contact-messages";

const words = contactWords.timeline;

type Props = {
  contactId: string;
  name: string;
  messages: Page<ContactMessageView>;
  orders: readonly OrderListItem[];
  entries: readonly AuditItem[];
};

/** Everything said and done with one contact as a chat, on whatever channel; the newest at the bottom. */
export function ContactTimeline({ contactId, name, messages: initial, orders, entries }: Props) {
  const zone = useZone();
  const { messages, earlier } = useContactMessages(contactId, initial);
  const dayOf = (at: string) => sayDay(new Date(at), new Date(at), zone);
  const rows = contactRows({ messages, orders, entries }, { hasOlder: earlier.hasMore, dayOf });
  return (
    <div
      role="log"
      aria-label={words.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="flex h-[70dvh] min-h-96 flex-col-reverse overflow-y-auto overscroll-contain rounded-card border border-line bg-chat -outline-offset-2"
    >
      <div className="flex w-full flex-col-reverse gap-1.5 px-3 py-4 md:px-5">
        {rows.map((row) => (
          <Row key={row.key} row={row} name={name} />
        ))}
        <Top earlier={earlier} isEmpty={rows.length === 0} />
      </div>
    </div>
  );
}

function Row({ row, name }: { row: ContactRow; name: string }) {
  if (row.kind === "day") return <Day at={row.at} />;
  if (row.kind === "order") return <OrderCard order={row.order} />;
  if (row.kind === "event") return <Event entry={row.entry} />;
  return (
    // In a reversed column the bubble comes first and its note below it.
    <div className="flex flex-col gap-0.5">
      <ChatMessage message={row.message} isFirstOfAuthor={row.isFirstOfAuthor} contactName={name} />
    </div>
  );
}

function Day({ at }: { at: string }) {
  const zone = useZone();
  const day = new Date(at);
  const ago = daysBetween(day, new Date(), zone);
  return (
    <ChatDay>
      <span suppressHydrationWarning>
        {ago === 0 ? words.today : ago === 1 ? words.yesterday : sayDay(day, new Date(), zone)}
      </span>
    </ChatDay>
  );
}

/** What happened between the messages, as the audit log says it. */
function Event({ entry }: { entry: AuditItem }) {
  return (
    <p className="my-0.5 max-w-[90%] self-center text-center text-12 text-chat-soft">
      <Sentence>{entry.sentence}</Sentence> · <TimeText plain at={entry.at} say="clock" />
    </p>
  );
}

function OrderCard({ order }: { order: OrderListItem }) {
  return (
    <Link
      href={`/ceo/orders/${order.order_id}`}
      className="my-1 flex w-full max-w-sm items-center gap-3 self-center rounded-card border border-line bg-surface p-3 transition-colors hover:border-edge"
    >
      <span
        aria-hidden
        className="grid size-10 shrink-0 place-items-center rounded-control bg-palm-wash text-palm-ink"
      >
        <ShoppingBag className="size-5" />
      </span>
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex items-baseline justify-between gap-2 font-semibold text-14">
          <span className="exact">{words.order(order.reference)}</span>
          <Money kobo={order.total_kobo} />
        </span>
        <StatusBadge status={order.status} />
      </span>
    </Link>
  );
}

function Top({ earlier, isEmpty }: { earlier: Earlier; isEmpty: boolean }) {
  if (!earlier.hasMore) {
    return <p className="py-2 text-center text-12 text-chat-soft">{isEmpty ? words.none : words.start}</p>;
  }
  return (
    <div className="grid justify-items-center gap-1 py-2 text-12 text-chat-soft">
      {earlier.state === "failed" && <span role="alert">{words.failed}</span>}
      <Button size="small" onClick={earlier.load} busy={earlier.state === "loading"}>
        {words.earlier}
      </Button>
    </div>
  );
}
