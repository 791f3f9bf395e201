"use client";

import { UnreadBadge } from "@/components/shell/nav-link";
import type { QueueName } from "./queues";
import { useQueueCount } from "./use-queue";

/** How many wait in a queue, kept up to date. */
export function QueueBadge({ queue, initial }: { queue: QueueName; initial: number }) {
  return <UnreadBadge count={useQueueCount(queue, initial)} />;
}
