"use client";

import { Button } from "@/components/ui/button";
import { chatbotWords } from "@/lib/words/en/chatbot";
import type { VoiceHands } from "./use-voice";

const words = chatbotWords.save;

/** Over everything while something is unsaved, within the thumb's reach. */
export function SaveBar({ hands }: { hands: VoiceHands }) {
  const isDirty = hands.changed.length > 0;
  return (
    <>
      <p role="status" className="sr-only">
        {isDirty ? words.dirty : ""}
      </p>
      {isDirty && (
        <section
          aria-label={words.bar}
          className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 animate-fade border-line border-t bg-surface px-4 py-3 shadow-float md:bottom-0 md:left-60"
        >
          <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-end gap-3 md:px-4">
            <span aria-hidden className="mr-auto hidden text-soft sm:block">
              {words.dirty}
            </span>
            <Button className="max-sm:flex-1" onClick={hands.discard} disabled={hands.busy}>
              {words.discard}
            </Button>
            <Button className="max-sm:flex-1" look="primary" onClick={() => hands.save()} busy={hands.busy}>
              {words.save}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}
