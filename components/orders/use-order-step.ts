"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import type { DisputeInput, OrderStatusInput, OrderView, ReassignInput } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";

const words = orderWords.actions;

export type StepTrouble = { text: string; fields: Record<string, string>; requestId?: string };

/** Moves an order on, once however often it is tapped, and reads the page anew. */
export function useOrderStep(order: OrderView, onDone: () => void) {
  const router = useRouter();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<StepTrouble>();

  const act = async (path: string, input: OrderStatusInput | DisputeInput | ReassignInput, title: string) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    const answer = await sendJson<OrderView>(`/api/orders/${order.order_id}/${path}`, input);
    running.current = false;
    setBusy(false);
    if (!answer.ok) return setTrouble(troubleOf(answer.problem));
    notify({ kind: "done", id: `order-${order.order_id}`, title });
    router.refresh();
    onDone();
  };
  const send = (input: OrderStatusInput) => act("status", input, words.done[input.status](order.reference));
  const settle = (note: string) =>
    act("dispute", { action: "settle", note }, orderWords.dispute.done(order.reference));
  const give = (vendorId: string, name: string) =>
    act("vendor", { vendor_id: vendorId }, orderWords.vendor.done(order.reference, name));
  return { send, settle, give, busy, trouble };
}

function troubleOf({ code, fields, requestId }: Problem): StepTrouble {
  const isKnown = Object.hasOwn(words.refusals, code);
  const text = words.refusals[isKnown ? (code as keyof typeof words.refusals) : "unavailable"];
  return { text: Object.keys(fields).length > 0 ? "" : text, fields, requestId };
}
