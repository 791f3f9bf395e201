"use client";

import { BadgeCheck, CircleHelp, HandCoins, type LucideIcon, PackageX, Truck } from "lucide-react";
import type { NegotiationView, QuickAction } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";
import { SendPicture } from "./send-picture";

const ACTIONS: readonly [QuickAction, LucideIcon][] = [
  ["confirm_price", BadgeCheck],
  ["counter_offer", HandCoins],
  ["free_delivery", Truck],
  ["out_of_stock", PackageX],
  ["ask_ceo", CircleHelp],
];

type Props = {
  negotiation: NegotiationView;
  onChoose: (action: QuickAction) => void;
  onPicture: () => void;
};

/** What a thumb can do about the price, right above the keyboard; said instead why nothing can be done any more. */
export function QuickActions({ negotiation, onChoose, onPicture }: Props) {
  if (!negotiation.is_open) {
    return (
      <p className="shrink-0 border-line border-t bg-surface px-4 py-2.5 text-center text-14 text-soft">
        {closedWords(negotiation.status)}
      </p>
    );
  }
  return (
    <fieldset className="flex min-w-0 shrink-0 gap-2 overflow-x-auto border-line border-t bg-surface px-3 pt-2 pb-1 [scrollbar-width:none] md:flex-wrap md:justify-center">
      <legend className="sr-only">{words.actions.label}</legend>
      {ACTIONS.map(([action, Icon], at) => (
        <button
          key={action}
          type="button"
          onClick={() => onChoose(action)}
          data-first={at === 0 || undefined}
          className="inline-flex min-h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-full border border-edge bg-surface px-4 font-medium text-14 text-ink transition-colors hover:bg-sunken data-first:border-palm data-first:bg-palm data-first:text-on-palm data-first:hover:bg-palm-deep"
        >
          <Icon aria-hidden className="size-5" />
          {words.actions[action]}
        </button>
      ))}
      <SendPicture orderId={negotiation.order_id} onSent={onPicture} />
    </fieldset>
  );
}

function closedWords(status: string): string {
  return Object.hasOwn(words.closed, status)
    ? words.closed[status as keyof typeof words.closed]
    : words.closed.other;
}
