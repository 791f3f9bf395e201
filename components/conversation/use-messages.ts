"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useLiveNews } from "@/components/live/live-provider";
import { sendJson } from "@/components/ui/send-json";
import type { MessageView } from "@/lib/messaging/schema";

export type MessagePage = { items: MessageView[]; next_cursor: string | null };

const PAGE = 40;

/** A conversation's messages, the oldest first, kept up to date by live events. */
export function useMessages(conversationId: string, first: MessagePage) {
  const client = useQueryClient();
  const key = ["messages", conversationId];
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => readPage(conversationId, pageParam),
    initialPageParam: "",
    getNextPageParam: (page: MessagePage) => page.next_cursor ?? undefined,
    initialData: { pages: [first], pageParams: [""] },
  });
  useLiveNews((news) => {
    const isMine = news === "gap" || news.ids.conversationId === conversationId;
    if (isMine) void client.invalidateQueries({ queryKey: key });
  });
  const messages = query.data.pages.flatMap((page) => page.items).reverse();
  return {
    messages,
    hasOlder: query.hasNextPage,
    isLoadingOlder: query.isFetchingNextPage,
    loadOlder: () => void query.fetchNextPage(),
    reload: () => client.invalidateQueries({ queryKey: key }),
  };
}

async function readPage(conversationId: string, cursor: string): Promise<MessagePage> {
  const params = new URLSearchParams({ limit: String(PAGE), ...(cursor ? { cursor } : {}) });
  const answer = await sendJson<MessagePage>(
    `/api/conversations/${conversationId}/messages?${params}`,
    undefined,
    {
      headers: { "x-live": "background" },
    },
  );
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.data;
}
