"use client";

import { useEffect, useRef } from "react";
import { Modal } from "@/components/ui/modal";
import { reviewWords } from "@/lib/words/en/receipts";

/** Single keys, as long as nobody is typing and no dialog is open. */
export function useKeys(keys: Record<string, () => void>, isOn: boolean): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select");
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn]);
}

/** The list of keys. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = reviewWords.keys;
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={words.title}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-3">
        {words.list.map(([key, text]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="grid size-7 place-items-center rounded-4 border border-edge/60 bg-sunken font-medium font-sans text-14">
                {key}
              </kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
