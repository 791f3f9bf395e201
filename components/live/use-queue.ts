"use client";

import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { useLiveNews } from "./live-provider";
import { type Page, QUEUES, type QueueName, queueKey } from "./queues";
import { useGathered } from "./use-gathered";

/** A read that was refused, with the problem to show. */
export class ReadError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = "ReadError";
  }
}

/** Reads our API on the page's own account: the session's idle time is not extended by it. */
export async function readInBackground<Data>(path: string, signal?: AbortSignal): Promise<Data> {
  const answer = await sendJson<Data>(path, undefined, { signal, headers: { "x-live": "background" } });
  if (!answer.ok) throw new ReadError(answer.problem);
  return answer.data;
}

/** How a queue is read; one cache entry for everybody on the page. */
export function queueQuery<Item>(name: QueueName) {
  return queryOptions({
    queryKey: queueKey(name),
    queryFn: ({ signal }) => readInBackground<Page<Item>>(QUEUES[name].path, signal),
  });
}

/** How many wait, from the cache once something was heard, before that as the server counted. */
export function useQueueCount(name: QueueName, initial: number): number {
  const { data } = useQuery({ ...queueQuery<unknown>(name), enabled: false });
  return data?.items.length ?? initial;
}

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
