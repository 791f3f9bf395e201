"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { KeyHint } from "@/components/ui/key-hint";
import { reviewWords as words } from "@/lib/words/en/receipts";
import type { QueuePosition } from "./use-queue-position";

type Props = { place: QueuePosition };

/** Where in the queue, and the way to its neighbours. */
export function ReviewTop({ place }: Props) {
  return (
    <div className="flex h-14 shrink-0 items-center justify-between gap-2 border-line border-b bg-surface px-2 md:px-4">
      <IconButton
        label={words.move.previous}
        onClick={() => place.move(-1)}
        disabled={!place.hasPrevious}
        className="pointer-fine:w-auto pointer-fine:grid-flow-col pointer-fine:gap-2 pointer-fine:px-2.5"
      >
        <ArrowLeft aria-hidden />
        <KeyHint>k</KeyHint>
      </IconButton>
      <p className="tabular text-14 text-soft" aria-live="polite">
        <span className="font-semibold text-ink md:hidden">{words.title}</span>{" "}
        {words.progress(place.at, place.total)}
      </p>
      <IconButton
        label={words.move.next}
        onClick={() => place.move(1)}
        disabled={!place.hasNext}
        className="pointer-fine:w-auto pointer-fine:grid-flow-col pointer-fine:gap-2 pointer-fine:px-2.5"
      >
        <KeyHint>j</KeyHint>
        <ArrowRight aria-hidden />
      </IconButton>
    </div>
  );
}
