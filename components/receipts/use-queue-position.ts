"use client";

import { useEffect, useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";

/**
 * Which receipt is being looked at. When it leaves the queue, the one that took its place comes by itself; when somebody
 * else decided it, that is said. `at` and `total` count what was decided here too: "2 of 5".
 */
export function useQueuePosition(items: readonly ReceiptView[], initialId?: string) {
  const [currentId, setCurrentId] = useState(initialId);
  const decided = useRef(new Set<string>());
  const last = useRef<{ receipt: ReceiptView; index: number }>(undefined);
  const found = items.findIndex((item) => item.receipt_id === currentId);
  const before = last.current;
  const wasHere = before && before.receipt.receipt_id === currentId ? before.index : 0;
  const index = found >= 0 ? found : Math.max(0, Math.min(wasHere, items.length - 1));
  const current = items[index];

  useEffect(() => setCurrentId((now) => initialId ?? now), [initialId]);
  useEffect(() => {
    const seen = last.current;
    const isGone = seen && !items.some((item) => item.receipt_id === seen.receipt.receipt_id);
    if (isGone && !decided.current.has(seen.receipt.receipt_id)) {
      const { receipt_id, reference } = seen.receipt;
      notify({ kind: "news", id: `gone-${receipt_id}`, title: words.gone(reference) });
    }
    last.current = current && { receipt: current, index };
    if (!current) return;
    setCurrentId(current.receipt_id);
    const address = `/vendor/receipts?receipt=${current.receipt_id}`;
    if (window.location.pathname === "/vendor/receipts") window.history.replaceState(null, "", address);
  }, [items, current, index]);

  const move = (by: number) => {
    const next = items[index + by];
    if (next) setCurrentId(next.receipt_id);
  };
  return {
    current,
    next: items[index + 1],
    at: decided.current.size + index + 1,
    total: decided.current.size + items.length,
    hasNext: index < items.length - 1,
    hasPrevious: index > 0,
    select: setCurrentId,
    move,
    noteDecided: (receiptId: string) => void decided.current.add(receiptId),
  };
}

export type QueuePosition = ReturnType<typeof useQueuePosition>;
