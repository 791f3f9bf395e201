"use client";

import { useCallback, useEffect, useState } from "react";
import { useLiveNews } from "@/components/live/live-provider";
import { useGathered } from "@/components/live/use-gathered";
import { readInBackground } from "@/components/live/use-queue";
import type { NegotiationView, OrderMessages } from "@/lib/negotiation/schema";

/** From one look to the next while somebody writes: a talk is followed closely. */
const WAITS = { restMs: 250 };
const TOPICS = ["offer", "order", "escalation", "receipt"];

/** Items, price and offers of one order, kept up to date by live events and by the clock of what is open. */
export function useNegotiation(initial: NegotiationView) {
  const [negotiation, setNegotiation] = useState(initial);
  const { order_id: orderId } = initial;
  useEffect(() => setNegotiation(initial), [initial]);

  const refresh = useCallback(async () => {
    const path = `/api/vendor/orders/${orderId}/messages?limit=1`;
    // Offline or refused: the next event looks again, and what is open stays readable.
    const page = await readInBackground<OrderMessages>(path).catch(() => null);
    if (page) setNegotiation(page.negotiation);
  }, [orderId]);
  const look = useGathered(refresh, WAITS);
  useLiveNews((news) => {
    const isOurs = news === "gap" || (TOPICS.includes(news.topic) && news.ids.orderId === orderId);
    if (isOurs) look();
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
