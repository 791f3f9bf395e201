"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { type Page, QUEUES, type QueueName, queueKey } from "./queues";

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
