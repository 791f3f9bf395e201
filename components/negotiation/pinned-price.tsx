"use client";

import { ChevronDown } from "lucide-react";
import { Money } from "@/components/ui/money";
import type { NegotiationView } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";
import { OffersPanel } from "./offers-panel";

type Props = { negotiation: NegotiationView; onConfirm: () => void; onAsk: () => void };

/** On a phone: what the order stands at, always in view; a tap opens items and offers. */
export function PinnedPrice({ negotiation, onConfirm, onAsk }: Props) {
  const isAgreed = negotiation.offers.some((offer) => offer.state === "accepted");
  return (
    <details className="group shrink-0 border-line border-b bg-surface lg:hidden">
      <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-3 px-4 py-2 -outline-offset-2 [&::-webkit-details-marker]:hidden">
        <span className="grid min-w-0">
          <span className="text-12 text-faint">{isAgreed ? words.price.agreed : words.price.stands}</span>
          <Money kobo={negotiation.total_kobo} className="font-semibold text-16" />
        </span>
        <span className="inline-flex items-center gap-1.5 font-medium text-14 text-lagoon-ink">
          {words.show}
          <ChevronDown aria-hidden className="size-5 transition-transform group-open:rotate-180" />
        </span>
      </summary>
      <div className="max-h-[50dvh] overflow-y-auto border-line border-t">
        <OffersPanel negotiation={negotiation} onConfirm={onConfirm} onAsk={onAsk} />
      </div>
    </details>
  );
}
