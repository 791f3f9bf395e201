"use client";

import { ShieldAlert } from "lucide-react";
import { createContext, use, useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { MessageView } from "@/lib/messaging/schema";
import { heldWords as words } from "@/lib/words/en/conversation";
import { sayChatRefusal } from "./refusal-words";

/** Who says whether a held message goes out, and whether that is the reader. */
export type HeldDesk = {
  ownerName: string;
  isOwner: boolean;
  /** Called once one was decided here. */
  onDecided: () => void;
};

/** Where nobody decides, a held message only says that it waits. */
export const HeldDeskContext = createContext<HeldDesk>({
  ownerName: words.owner,
  isOwner: false,
  onDecided: () => {},
});

/** Under a held message: why it did not go out, and for the owner the two things to do about it (P7.5). */
export function HeldNote({ message }: { message: MessageView }) {
  const { ownerName, isOwner, onDecided } = use(HeldDeskContext);
  const [busy, setBusy] = useState<"release" | "discard">();
  const decide = async (act: "release" | "discard") => {
    setBusy(act);
    const path = `/api/ceo/held-messages/${encodeURIComponent(message.message_id)}/${act}`;
    const answer = await sendJson(path, undefined, { method: "POST" });
    setBusy(undefined);
    if (answer.ok) notify({ kind: "done", title: words.done[act] });
    else notify({ kind: "problem", title: words.failed, text: sayChatRefusal(answer.problem) });
    onDecided();
  };
  return (
    <div className="grid max-w-[85%] justify-items-end gap-2 self-end md:max-w-[70%]">
      <p className="flex items-start gap-1.5 text-12 text-marigold-ink">
        <ShieldAlert aria-hidden className="mt-px size-4 shrink-0" />
        {isOwner ? words.yours : words.theirs(ownerName)}
      </p>
      {isOwner && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button busy={busy === "discard"} disabled={busy === "release"} onClick={() => decide("discard")}>
            {words.discard}
          </Button>
          <Button
            look="attention"
            busy={busy === "release"}
            disabled={busy === "discard"}
            onClick={() => decide("release")}
          >
            {words.release}
          </Button>
        </div>
      )}
    </div>
  );
}
