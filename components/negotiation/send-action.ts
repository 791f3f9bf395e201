"use client";

import { useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { RequestKey } from "@/components/ui/request-key";
import { type Problem, sendJson } from "@/components/ui/send-json";
import type { OrderMessageResult, QuickActionInput } from "@/lib/negotiation/schema";
import { negotiationWords as words } from "@/lib/words/en/negotiation";

/** What to tell a person whose act on a price was refused. */
export function sayRefusal(problem: Problem): string {
  const [field] = Object.values(problem.fields);
  if (field) return field;
  if (problem.code === "offline")
    return (navigator.onLine ? words.refusals.lost : words.refusals.offline) ?? "";
  return words.refusals[problem.code] ?? problem.detail ?? words.refusals.unavailable ?? "";
}

/**
 * Sends quick actions of one order, each once: a double tap does nothing, and sending the same again after a lost answer
 * carries the same key, so that it is not done twice.
 */
export function useQuickAction(orderId: string, onDone: () => void) {
  const running = useRef(false);
  const [key] = useState(() => new RequestKey());
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ text: string; requestId?: string }>();
  const send = async (action: QuickActionInput): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    const headers = key.of(JSON.stringify(action));
    const path = `/api/vendor/orders/${orderId}/messages`;
    const answer = await sendJson<OrderMessageResult>(path, action, { headers });
    running.current = false;
    setBusy(false);
    if (!answer.ok) {
      setTrouble({ text: sayRefusal(answer.problem), requestId: answer.problem.requestId });
      return false;
    }
    key.done();
    notify({ kind: "done", id: `price-${orderId}`, title: words.done[action.quick_action] });
    onDone();
    return true;
  };
  return { send, busy, trouble, forget: () => setTrouble(undefined) };
}
