"use client";

import { ImagePlus } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { negotiationWords } from "@/lib/words/en/negotiation";
import { sayRefusal } from "./send-action";
import { toJpeg, uploadPicture } from "./upload-picture";

const words = negotiationWords.picture;

/** A picture of the goods, from the phone's camera or gallery, straight into the chat. */
export function SendPicture({ orderId, onSent }: { orderId: string; onSent: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = "";
    if (!file || busy) return;
    setBusy(true);
    const jpeg = await toJpeg(file);
    const answer = jpeg && (await uploadPicture(orderId, jpeg));
    setBusy(false);
    const id = `picture-${orderId}`;
    if (!answer) return notify({ kind: "problem", id, title: words.wrong });
    if (!answer.ok) {
      return notify({
        kind: "problem",
        id,
        title: sayRefusal(answer.problem),
        text: answer.problem.requestId,
      });
    }
    notify({ kind: "done", id, title: words.done });
    onSent();
  };
  return (
    <>
      <button
        type="button"
        onClick={() => input.current?.click()}
        aria-busy={busy || undefined}
        aria-disabled={busy}
        className="inline-flex min-h-11 shrink-0 items-center gap-2 whitespace-nowrap rounded-full border border-edge bg-surface px-4 font-medium text-14 text-ink transition-colors hover:bg-sunken aria-disabled:opacity-50"
      >
        <ImagePlus aria-hidden className="size-5" />
        {words.send}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        aria-label={words.send}
        onChange={choose}
        className="hidden"
      />
    </>
  );
}
