import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Sentence } from "./sentence";
import { TONES, type Tone } from "./status-badge";

export type TimelineItem = {
  key: string;
  icon: ReactNode;
  tone?: Tone;
  title: ReactNode;
  time: ReactNode;
  body?: ReactNode;
};

/** What happened, one readable line after another, joined by a thread. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol aria-label={label}>
      {items.map((item) => (
        <li
          key={item.key}
          className="group relative grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 pb-5 last:pb-0"
        >
          <span aria-hidden className="absolute top-9 bottom-1 left-4 w-px bg-line group-last:hidden" />
          <span
            aria-hidden
            className={clsx(
              "grid size-8 place-items-center rounded-full [&_svg]:size-4",
              TONES[item.tone ?? "neutral"],
            )}
          >
            {item.icon}
          </span>
          <div className="grid gap-1 pt-1">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-3/5 flex-1 text-16 text-ink">
                {typeof item.title === "string" ? <Sentence>{item.title}</Sentence> : item.title}
              </span>
              <span className="text-14 text-faint">{item.time}</span>
            </p>
            {item.body && <div className="text-14 text-soft">{item.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
