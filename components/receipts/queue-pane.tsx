"use client";

import { clsx } from "clsx";
import { Keyboard } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import { TimeText } from "@/components/ui/time-text";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";

type Props = {
  items: readonly ReceiptView[];
  currentId?: string;
  onSelect: (receiptId: string) => void;
  onKeys: () => void;
};

const DOTS = { looks_right: "bg-palm", check_by_hand: "bg-marigold", looks_wrong: "bg-laterite" } as const;

/** The laptop's list of what waits, the oldest first. */
export function QueuePane({ items, currentId, onSelect, onKeys }: Props) {
  return (
    <nav
      aria-label={words.queue}
      className="flex min-h-0 flex-col border-line border-r bg-surface max-md:hidden"
    >
      <div className="flex h-14 shrink-0 items-center justify-between border-line border-b pr-2 pl-4">
        <p className="font-semibold">
          {words.title} <span className="tabular font-normal text-faint">{items.length}</span>
        </p>
        <IconButton label={words.keys.open} onClick={onKeys}>
          <Keyboard aria-hidden />
        </IconButton>
      </div>
      <ol className="min-h-0 flex-1 overflow-y-auto">
        {items.map((item) => (
          <li key={item.receipt_id}>
            <button
              type="button"
              aria-current={item.receipt_id === currentId ? "true" : undefined}
              onClick={() => onSelect(item.receipt_id)}
              className="grid w-full gap-0.5 border-line border-b px-4 py-3 text-left -outline-offset-2 transition-colors hover:bg-sunken aria-[current]:bg-palm-wash"
            >
              <span className="flex items-baseline justify-between gap-2">
                <Money kobo={item.expected_kobo} className="font-semibold" />
                <TimeText plain at={item.created_at} className="text-12 text-faint" />
              </span>
              <span className="truncate text-14">{item.buyer.name}</span>
              <span className="flex items-center gap-2 text-12 text-faint">
                <span
                  aria-hidden
                  className={clsx("size-2 rounded-full", DOTS[item.verdict ?? "check_by_hand"])}
                />
                <span className="exact">{item.reference}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
