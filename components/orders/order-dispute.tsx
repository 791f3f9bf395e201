"use client";

import { MessageCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeText } from "@/components/ui/time-text";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { SettleDialog } from "./order-dialogs";

const words = orderWords.dispute;

/** What the buyer says is wrong, in their own words, and what to do about it. */
export function OrderDispute({ order }: { order: OrderView }) {
  const [open, setOpen] = useState(false);
  const { dispute } = order;
  if (!dispute) return null;
  return (
    <section
      aria-labelledby="dispute"
      className="flex items-start gap-4 rounded-card border-2 border-marigold bg-marigold-wash p-4 text-marigold-ink md:p-5"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-8 shrink-0" strokeWidth={1.75} />
      <div className="grid min-w-0 gap-3">
        <h2 id="dispute" className="font-bold font-display text-18 leading-tight">
          {words.title(order.buyer.name)}
        </h2>
        <blockquote className="whitespace-pre-line break-words border-marigold border-l-2 pl-3 text-16 text-ink">
          {dispute.words}
        </blockquote>
        <p className="text-14 text-ink">
          <TimeText at={dispute.opened_at} /> · {words.advice}
        </p>
        <div className="flex flex-wrap gap-2">
          <ButtonLink
            look="primary"
            href={`/vendor/conversations/${order.conversation_id}`}
            icon={<MessageCircle aria-hidden />}
          >
            {words.answer}
          </ButtonLink>
          <Button onClick={() => setOpen(true)}>{words.settle}</Button>
        </div>
      </div>
      {open && <SettleDialog order={order} onClose={() => setOpen(false)} />}
    </section>
  );
}
