"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Page, queueKey } from "@/components/live/queues";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ReceiptView, ReviewInput, ReviewResult } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";
import { isSettled, sayRefusal } from "./refusal-words";

type Action = ReviewInput["action"];
export type Refusal = { text: string; requestId?: string };

/**
 * Sends a vendor's decisions, one at a time: a second tap does nothing while the first is on its way. A receipt leaves
 * the queue only once the server has said so. Offline nothing is sent, and why is said (P17.3).
 */
export function useDecision(onDecided: (receiptId: string) => void) {
  const client = useQueryClient();
  const running = useRef(false);
  const [busy, setBusy] = useState<Action>();
  const [refusal, setRefusal] = useState<Refusal>();

  const leave = (receiptId: string) => {
    client.setQueryData<Page<ReceiptView>>(queueKey("receipts"), (page) =>
      page ? { ...page, items: page.items.filter((item) => item.receipt_id !== receiptId) } : page,
    );
    void client.invalidateQueries({ queryKey: queueKey("receipts") });
    onDecided(receiptId);
  };

  /** Gives whether the receipt is decided now. */
  const decide = async (receipt: ReceiptView, action: Action, notes?: string): Promise<boolean> => {
    if (running.current) return false;
    if (!navigator.onLine) {
      setRefusal({ text: words.refusals.offline });
      return false;
    }
    running.current = true;
    setBusy(action);
    setRefusal(undefined);
    const input: ReviewInput = {
      action,
      receipt_id: receipt.receipt_id,
      ...(notes ? { notes } : {}),
      ...(action === "approve" ? { credit_seen: true as const } : {}),
    };
    const answer = await sendJson<ReviewResult>(`/api/vendor/orders/${receipt.order_id}/verify`, input);
    running.current = false;
    setBusy(undefined);
    if (answer.ok) {
      tellDone(receipt, action, answer.data);
      leave(receipt.receipt_id);
      return true;
    }
    const text = sayRefusal(answer.problem, !navigator.onLine);
    if (!isSettled(answer.problem)) {
      setRefusal({ text, requestId: answer.problem.requestId });
      return false;
    }
    notify({ kind: "news", id: `refused-${receipt.receipt_id}`, title: receipt.reference, text });
    leave(receipt.receipt_id);
    return true;
  };

  return { decide, busy, refusal, forget: () => setRefusal(undefined) };
}

function tellDone(receipt: ReceiptView, action: Action, result: ReviewResult): void {
  const texts = {
    approve: words.done.approveText(receipt.buyer.name),
    reject: words.done.rejectText(receipt.buyer.name),
    flag: words.done.flagText,
  };
  notify({
    kind: "done",
    id: `decided-${receipt.receipt_id}`,
    title: words.done[action](receipt.reference),
    text: texts[action],
  });
  for (const { product_id, name, missing } of result.short) {
    notify({
      kind: "problem",
      id: `short-${product_id}`,
      title: words.done.short(name, missing),
      text: words.done.shortText,
    });
  }
}
