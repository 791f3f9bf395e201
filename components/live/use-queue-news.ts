"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useLiveNews } from "./live-provider";
import { QUEUES, type QueueName } from "./queues";
import { useGathered } from "./use-gathered";
import { queueQuery } from "./use-queue";

/** Looks again when a live event touches the queue, and tells of items that were not there before. */
export function useQueueNews<Item>(
  name: QueueName,
  initialIds: readonly string[],
  idOf: (item: Item) => string,
  onNew: (items: Item[]) => void,
): void {
  const client = useQueryClient();
  const known = useRef(new Set(initialIds));
  const look = useGathered(async () => {
    const page = await client.fetchQuery({ ...queueQuery<Item>(name), staleTime: 0 }).catch(() => null);
    const fresh = (page?.items ?? []).filter((item) => !known.current.has(idOf(item)));
    for (const item of fresh) known.current.add(idOf(item));
    if (fresh.length > 0) onNew(fresh);
  });
  useLiveNews((news) => {
    const isOurs = news === "gap" || (QUEUES[name].topics as readonly string[]).includes(news.topic);
    if (isOurs) look();
  });
}
