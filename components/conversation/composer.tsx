"use client";

import { SendHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";
import { useOffline } from "@/components/ui/offline-banner";
import { sendJson } from "@/components/ui/send-json";
import { conversationWords as words } from "@/lib/words/en/conversation";

type Props = { conversationId: string; name: string; business: string; isOpen: boolean; onSent: () => void };

/** Where a person answers. What was typed stays when it could not be sent. */
export function Composer({ conversationId, name, business, isOpen, onSent }: Props) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const isOffline = useOffline();
  if (!isOpen) {
    return (
      <p className="border-line border-t bg-marigold-wash px-4 py-3 text-14 text-marigold-ink">
        {words.closed}
      </p>
    );
  }
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "" || busy) return;
    setBusy(true);
    const answer = await sendJson<{ held: boolean }>(`/api/conversations/${conversationId}/messages`, {
      text,
    });
    setBusy(false);
    if (!answer.ok) {
      notify({ kind: "problem", title: words.failed, text: answer.problem.detail });
      return;
    }
    setText("");
    if (answer.data.held) notify({ kind: "problem", title: words.held });
    onSent();
  };
  return (
    <form onSubmit={send} className="grid gap-1 border-line border-t bg-surface p-3">
      <div className="flex items-end gap-2">
        <textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey) void send(event);
          }}
          rows={1}
          maxLength={3000}
          placeholder={words.placeholder}
          aria-label={words.composer(name)}
          enterKeyHint="send"
          className="field-sizing-content max-h-40 min-h-11 flex-1 resize-none rounded-control border border-edge bg-paper px-3 py-2.5 text-16"
        />
        <IconButton type="submit" label={words.send} disabled={busy || isOffline || text.trim() === ""}>
          <SendHorizontal aria-hidden />
        </IconButton>
      </div>
      <p className="text-12 text-faint">{words.saysHint(business)}</p>
    </form>
  );
}
