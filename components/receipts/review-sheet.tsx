"use client";

import { clsx } from "clsx";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { reviewWords } from "@/lib/words/en/receipts";

type Props = {
  /** Always in sight. */
  head: ReactNode;
  /** The rest: behind a pull on a phone, in place on a laptop. */
  details: ReactNode;
  /** Pinned to the bottom. */
  actions: ReactNode;
  label: string;
  /** How high the sheet is while closed, so that the picture can end above it. */
  onPeek: (height: number) => void;
};

const PULL_PX = 24;

/** On a phone a sheet from below that can be pulled up; on a laptop the right-hand column. One markup for both. */
export function ReviewSheet({ head, details, actions, label, onPeek }: Props) {
  const [isOpen, setOpen] = useState(false);
  const pull = useRef({ from: 0, isDone: false });
  const Icon = isOpen ? ChevronDown : ChevronUp;
  const measure = (element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (element.dataset.open === "false") onPeek(element.offsetHeight);
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
  return (
    <section
      ref={measure}
      data-open={isOpen}
      aria-label={label}
      className={clsx(
        "absolute inset-x-0 bottom-0 z-10 flex max-h-[80%] flex-col rounded-t-sheet border-line bg-surface shadow-float",
        "md:static md:max-h-none md:min-h-0 md:rounded-none md:border-l md:shadow-none",
      )}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onPointerDown={(event) => {
          pull.current = { from: event.clientY, isDone: false };
        }}
        onPointerUp={(event) => {
          const pulled = event.clientY - pull.current.from;
          if (Math.abs(pulled) < PULL_PX) return;
          pull.current.isDone = true;
          setOpen(pulled < 0);
        }}
        onClick={() => !pull.current.isDone && setOpen(!isOpen)}
        className="mx-auto flex h-11 shrink-0 touch-none items-center gap-1.5 px-6 font-medium text-14 text-soft md:hidden"
      >
        <Icon aria-hidden className="size-4" />
        {isOpen ? reviewWords.details.close : reviewWords.details.open}
      </button>
      <div className="grid min-h-0 flex-1 grid-cols-1 content-start gap-3 overflow-y-auto px-4 pb-3 md:gap-4 md:p-5">
        {head}
        <div className={clsx("grid grid-cols-1 gap-4", !isOpen && "max-md:hidden")}>{details}</div>
      </div>
      <div className="shrink-0 px-4 pt-1 pb-4 md:border-line md:border-t md:p-5">{actions}</div>
    </section>
  );
}
