"use client";

import { ArrowDown, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ChatDay } from "@/components/ui/bubble";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { useZone } from "@/components/ui/zone";
import type { MessageView } from "@/lib/messaging/schema";
import type { OrderListItem } from "@/lib/orders/schema";
import { chatWords as words } from "@/lib/words/en/conversation";
import { uiWords } from "@/lib/words/en/ui";
import { daysBetween, sayDay } from "@/lib/words/times";
import { ChatMessage } from "./chat-message";
import { PendingBubbles } from "./pending-bubbles";
import { type TimelineRow, timelineRows } from "./timeline-rows";
import type { Older } from "./use-messages";

type Props = {
  messages: readonly MessageView[];
  orders: readonly OrderListItem[];
  /** Cards of their own among the messages, by their moment. */
  cards?: readonly { key: string; at: string; card: ReactNode }[];
  pending: readonly { key: string; text: string }[];
  older: Older;
  contactName: string;
  base: "/ceo" | "/vendor";
};

/** Further from the newest message than this, the reader is reading something older. */
const AWAY_PX = 240;

/** The chat itself. The newest is at the bottom; scrolling up fetches what is older. */
export function ChatTimeline({ messages, orders, cards = [], pending, older, contactName, base }: Props) {
  const zone = useZone();
  const box = useRef<HTMLDivElement>(null);
  const [seenId, setSeenId] = useState(messages[0]?.message_id);
  const [isAway, setAway] = useState(false);
  const newestId = messages[0]?.message_id;
  const dayOf = (at: string) => sayDay(new Date(at), new Date(at), zone);
  const rows = timelineRows(messages, orders, { hasOlder: older.hasMore, dayOf, cards });

  useEffect(() => {
    if (!isAway) setSeenId(newestId);
  }, [isAway, newestId]);
  const onScroll = () => setAway(-(box.current?.scrollTop ?? 0) > AWAY_PX);
  const toNewest = () => box.current?.scrollTo({ top: 0 });

  return (
    <div className="relative min-h-0 flex-1 bg-chat">
      <div
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-label={words.timeline}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="absolute inset-0 flex flex-col-reverse overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div className="mx-auto flex w-full max-w-3xl flex-col-reverse gap-1.5 px-3 py-4 md:px-6">
          <PendingBubbles pending={pending} />
          {rows.map((row) => (
            <Row key={row.key} row={row} cards={cards} contactName={contactName} base={base} />
          ))}
          <OlderMark older={older} box={box} isEmpty={rows.length === 0} />
        </div>
      </div>
      {isAway && seenId !== newestId && (
        <Button
          size="small"
          look="primary"
          onClick={toNewest}
          icon={<ArrowDown aria-hidden />}
          className="absolute! inset-x-0 bottom-3 mx-auto w-fit animate-rise rounded-full! shadow-float"
        >
          {words.newest}
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  row: TimelineRow;
  cards: NonNullable<Props["cards"]>;
  contactName: string;
  base: Props["base"];
};

function Row({ row, cards, contactName, base }: RowProps) {
  if (row.kind === "card") {
    const found = cards.find((one) => one.key === row.key);
    return <div className="my-1 w-full max-w-sm self-center">{found?.card}</div>;
  }
  if (row.kind === "day") return <Day at={row.at} />;
  if (row.kind === "order") return <OrderCard order={row.order} base={base} />;
  return (
    // In a reversed column the bubble comes first and its note below it.
    <div className="flex flex-col gap-0.5">
      <ChatMessage message={row.message} isFirstOfAuthor={row.isFirstOfAuthor} contactName={contactName} />
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

function OrderCard({ order, base }: { order: OrderListItem; base: Props["base"] }) {
  return (
    <Link
      href={`${base}/orders/${order.order_id}`}
      className="my-1 flex w-full max-w-sm items-center gap-3 self-center rounded-card border border-line bg-surface p-3 transition-colors hover:border-edge"
    >
      <span
        aria-hidden
        className="grid size-10 shrink-0 place-items-center rounded-control bg-palm-wash text-palm-ink"
      >
        <ShoppingBag className="size-5" />
      </span>
      <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)]">
        <span className="flex items-baseline justify-between gap-2">
          <span className="exact font-semibold text-14">{words.order.placed(order.reference)}</span>
          <Money kobo={order.total_kobo} className="font-semibold text-14" />
        </span>
        <span className="flex items-center justify-between gap-2">
          <span className="min-w-0 truncate text-12 text-faint">
            {order.items.map((item) => `${item.quantity} × ${item.name}`).join(", ")}
          </span>
          <StatusBadge status={order.status} />
        </span>
      </span>
    </Link>
  );
}

type MarkProps = { older: Older; box: React.RefObject<HTMLDivElement | null>; isEmpty: boolean };

/** The upper end: coming into sight it fetches the next page. */
function OlderMark({ older, box, isEmpty }: MarkProps) {
  const mark = useRef<HTMLDivElement>(null);
  const { hasMore, load, state } = older;
  useEffect(() => {
    const element = mark.current;
    if (!element || !hasMore || state !== "idle") return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load(), {
      root: box.current,
      rootMargin: "200px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, load, state, box]);
  return (
    <div ref={mark} className="grid min-h-8 justify-items-center gap-2 py-2 text-12 text-chat-soft">
      {!hasMore && (isEmpty ? words.none : words.start)}
      {hasMore && state !== "failed" && <span role="status">{words.older}</span>}
      {state === "failed" && (
        <>
          <span role="alert">{words.olderFailed}</span>
          <Button size="small" onClick={load}>
            {uiWords.retry}
          </Button>
        </>
      )}
    </div>
  );
}
