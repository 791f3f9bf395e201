"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { sendJson } from "@/components/ui/send-json";
import type { ConversationView, MessageView } from "@/lib/messaging/schema";

/**
 * Notes that the member has read the conversation as far as it is on the screen: when it opens, with each message that comes in, and
 * when the page is looked at again. What cannot be noted, as offline, is noted with the next.
 */
export function useMarkRead(conversation: ConversationView, messages: readonly MessageView[]): void {
  const router = useRouter();
  const { conversation_id: id, unread } = conversation;
  const newest = messages.find(({ direction }) => direction === "in")?.message_id;
  const noted = useRef(unread ? undefined : newest);
  useEffect(() => {
    const note = async () => {
      if (!newest || noted.current === newest || document.visibilityState !== "visible") return;
      const isFirst = noted.current === undefined;
      noted.current = newest;
      const body = { message_id: newest };
      const headers = { "x-live": "background" };
      const answer = await sendJson(`/api/conversations/${id}/read`, body, { headers });
      if (!answer.ok) noted.current = undefined;
      // What the router kept of the inbox still calls it unread.
      else if (isFirst) router.refresh();
    };
    void note();
    document.addEventListener("visibilitychange", note);
    return () => document.removeEventListener("visibilitychange", note);
  }, [id, newest, router]);
}
