"use client";

import { useState } from "react";
import type { MessageView } from "@/lib/messaging/schema";

type Pending = { key: string; text: string; before: readonly string[] };

/** Texts that were accepted but are not in the timeline yet: the bot relays them in its own turn, a moment later. */
export function usePending(messages: readonly MessageView[]) {
  const [sent, setSent] = useState<readonly Pending[]>([]);
  const pending = sent.filter(
    ({ text, before }) =>
      !messages.some(
        (message) =>
          message.direction === "out" && message.text?.includes(text) && !before.includes(message.message_id),
      ),
  );
  const add = (text: string) => {
    const before = messages.map((message) => message.message_id);
    setSent((all) => [...all, { key: `${Date.now()}-${all.length}`, text, before }]);
  };
  return { pending, add };
}
