"use client";

import { useEffect, useState } from "react";
import type { Page } from "@/components/live/queues";
import { readInBackground } from "@/components/live/use-queue";
import type { ContactMessageView } from "@/lib/messaging/schema";
import { mergeMessages } from "./contact-rows";

export type Earlier = { hasMore: boolean; state: "idle" | "loading" | "failed"; load: () => void };

/** What was said with one contact: the newest from the page, earlier ones on demand. */
export function useContactMessages(contactId: string, initial: Page<ContactMessageView>) {
  const [known, setKnown] = useState<readonly ContactMessageView[]>(initial.items);
  const [cursor, setCursor] = useState(initial.next_cursor);
  const [state, setState] = useState<Earlier["state"]>("idle");
  useEffect(() => setKnown((before) => mergeMessages(before, initial.items)), [initial.items]);

  const load = async () => {
    if (!cursor || state === "loading") return;
    setState("loading");
    try {
      const path = `/api/ceo/contacts/${contactId}/messages?limit=50&cursor=${encodeURIComponent(cursor)}`;
      const page = await readInBackground<Page<ContactMessageView>>(path);
      setKnown((before) => mergeMessages(page.items, before));
      setCursor(page.next_cursor);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  const earlier: Earlier = { hasMore: cursor !== null, state, load };
  return { messages: known, earlier };
}
