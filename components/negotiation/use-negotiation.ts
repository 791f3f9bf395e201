"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useLiveNews } from "@/components/live/live-provider";
import { readInBackground } from "@/components/live/use-queue";
import type { NegotiationView, OrderMessages } from "@/lib/negotiation/schema";

/** Events within this time are one look. */
const GATHER_MS = 250;
const TOPICS = ["offer", "order", "escalation", "receipt"];

/** Items, price and offers of one order, kept up to date by live events and by the clock of what is open. */
export function useNegotiation(initial: NegotiationView) {
  const [negotiation, setNegotiation] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { order_id: orderId } = initial;
  useEffect(() => setNegotiation(initial), [initial]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const refresh = useCallback(async () => {
    timer.current = undefined;
    const path = `/api/vendor/orders/${orderId}/messages?limit=1`;
    // Offline or refused: the next event looks again, and what is open stays readable.
    const page = await readInBackground<OrderMessages>(path).catch(() => null);
    if (page) setNegotiation(page.negotiation);
  }, [orderId]);
  useLiveNews((news) => {
    const isOurs = news === "gap" || (TOPICS.includes(news.topic) && news.ids.orderId === orderId);
    if (isOurs) timer.current ??= setTimeout(refresh, GATHER_MS);
  });

  const nextEnd = negotiation.offers.find((offer) => offer.state === "open")?.expires_at;
  useEffect(() => {
    if (!nextEnd) return;
    const wait = Math.min(new Date(nextEnd).getTime() - Date.now() + 500, 2 ** 31 - 1);
    const clock = setTimeout(refresh, Math.max(wait, 500));
    return () => clearTimeout(clock);
  }, [nextEnd, refresh]);
  return { negotiation, refresh };
}
