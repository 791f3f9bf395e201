"use client";

import Link from "next/link";
import { Fragment, useEffect, useRef } from "react";
import { Bubble, ChatDay, type Delivery } from "@/components/ui/bubble";
import { Button } from "@/components/ui/button";
import { TimeText } from "@/components/ui/time-text";
import { useZone } from "@/components/ui/zone";
import type { MessageView } from "@/lib/messaging/schema";
import { conversationWords as words } from "@/lib/words/en/conversation";
import { sayDay } from "@/lib/words/times";

type Props = {
  name: string;
  messages: MessageView[];
  orderBase: string;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  onOlder: () => void;
};

/** The chat as it was said, the newest at the bottom and in view. */
export function ChatLog({ name, messages, orderBase, hasOlder, isLoadingOlder, onOlder }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const lastId = messages.at(-1)?.message_id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message is what moves the view
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [lastId]);
  const zone = useZone();
  const now = new Date();
  const dayOf = (message: MessageView) => sayDay(new Date(message.at), now, zone);
  return (
    <div
      role="log"
      aria-label={words.log(name)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col gap-1.5 overflow-y-auto bg-chat px-3 py-4 md:px-6"
    >
      {hasOlder && (
        <Button look="quiet" size="small" className="self-center" busy={isLoadingOlder} onClick={onOlder}>
          {words.older}
        </Button>
      )}
      {messages.map((message, at) => {
        const before = messages[at - 1];
        return (
          <Fragment key={message.message_id}>
            {(!before || dayOf(before) !== dayOf(message)) && <ChatDay>{dayOf(message)}</ChatDay>}
            <Line message={message} orderBase={orderBase} isSameAuthor={before?.author === message.author} />
          </Fragment>
        );
      })}
      <div ref={end} />
    </div>
  );
}

function Line({
  message,
  orderBase,
  isSameAuthor,
}: {
  message: MessageView;
  orderBase: string;
  isSameAuthor: boolean;
}) {
  const isOut = message.direction === "out";
  const author = isOut ? (message.author_name ?? words.authors[message.author]) : undefined;
  return (
    <>
      <Bubble
        from={isOut ? "out" : "in"}
        author={isSameAuthor ? undefined : author}
        time={<TimeText at={message.at} say="clock" plain />}
        delivery={isOut ? deliveryOf(message.status) : undefined}
        image={message.receipt?.has_picture ? <Picture receiptId={message.receipt.receipt_id} /> : undefined}
      >
        {message.text || (message.receipt?.has_picture ? "" : words.kinds[message.kind] || words.picture)}
        {message.order_id && isOut && (
          <Link
            href={`${orderBase}/orders/${message.order_id}`}
            className="mt-1 block font-medium text-12 text-lagoon-ink underline"
          >
            {words.order}
          </Link>
        )}
      </Bubble>
      {message.failure && (
        <p className="max-w-[85%] self-end text-right text-12 text-laterite-ink">{message.failure}</p>
      )}
    </>
  );
}

function Picture({ receiptId }: { receiptId: string }) {
  return (
    <Link href={`/vendor/receipts/${receiptId}`} className="block">
      {/* biome-ignore lint/performance/noImgElement: a private file behind a 60-second link, made to size already */}
      <img
        src={`/api/receipts/${receiptId}/file`}
        alt={words.seePicture}
        loading="lazy"
        className="max-h-64 min-h-24 w-full min-w-40 bg-sunken object-cover object-top"
      />
    </Link>
  );
}

function deliveryOf(status: string): Delivery {
  if (status === "sent" || status === "delivered" || status === "read" || status === "failed") return status;
  return status === "played" ? "read" : "waiting";
}
