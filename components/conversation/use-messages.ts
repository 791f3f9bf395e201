"use client";

import { useCallback, useEffect, useState } from "react";
import { useLiveNews } from "@/components/live/live-provider";
import type { Page } from "@/components/live/queues";
import { useGathered } from "@/components/live/use-gathered";
import { readInBackground } from "@/components/live/use-queue";
import type { MessageView } from "@/lib/messaging/schema";
import { appendOlder, mergeNewest } from "./timeline-rows";

export type Older = { hasMore: boolean; load: () => void; state: "idle" | "loading" | "failed" };

const PAGE = 50;
/** From one look to the next while somebody writes: a talk is followed closely. */
const WAITS = { restMs: 250 };

/** A conversation's messages, the newest first: kept up to date by live events, older ones fetched on demand. */
export function useMessages(conversationId: string, initial: Page<MessageView>) {
  const path = `/api/conversations/${conversationId}/messages?limit=${PAGE}`;
  const [known, setKnown] = useState<readonly MessageView[]>(initial.items);
  const [cursor, setCursor] = useState(initial.next_cursor);
  const [state, setState] = useState<Older["state"]>("idle");

  useEffect(() => setKnown((before) => mergeNewest(before, initial.items)), [initial.items]);

  const refresh = useCallback(async () => {
    // Offline or refused: the next event looks again, and what is open stays readable.
    const page = await readInBackground<Page<MessageView>>(path).catch(() => null);
    if (page) setKnown((before) => mergeNewest(before, page.items));
  }, [path]);
  const look = useGathered(refresh, WAITS);
  useLiveNews((news) => {
    const isOurs = news === "gap" || news.ids.conversationId === conversationId;
    if (isOurs) look();
  });

  const load = useCallback(async () => {
    if (!cursor) return;
    setState("loading");
    try {
      const page = await readInBackground<Page<MessageView>>(`${path}&cursor=${encodeURIComponent(cursor)}`);
      setKnown((before) => appendOlder(before, page.items));
      setCursor(page.next_cursor);
      setState("idle");
    } catch {
      setState("failed");
    }
  }, [path, cursor]);

  const older: Older = { hasMore: cursor !== null, load, state };
  return { messages: known, older, refresh };
}
