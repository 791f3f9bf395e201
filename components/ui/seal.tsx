import { clsx } from "clsx";
import type { ReactNode } from "react";

export type SealState = "verified" | "broken" | "checking" | "unknown";

/** Colours, and what is drawn inside the shield. */
const LOOKS = {
  verified: ["border-palm bg-palm-wash text-palm-ink", "m8.5 12 2.5 2.5 4.5-5"],
  broken: ["border-laterite bg-laterite-wash text-laterite-ink", "M12 7.5v5M12 16v.1"],
  checking: ["border-line bg-sunken text-soft", "M8 12v.1M12 12v.1M16 12v.1"],
  unknown: ["border-line bg-sunken text-soft", "M9.5 9.5a2.5 2.5 0 1 1 2.5 3v.5M12 16.5v.1"],
} as const;

/** Says what was verified and when; red with the first entry that does not fit. */
export function Seal(props: {
  state: SealState;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const [colours, mark] = LOOKS[props.state];
  return (
    <div
      role="status"
      className={clsx("flex items-center gap-3 rounded-card border p-3 pr-4", colours, props.className)}
    >
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className={clsx(
          "size-9 shrink-0 fill-none stroke-[1.75] stroke-current",
          props.state === "checking" && "animate-breathe",
        )}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M12 2.5 20 5.5v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6Z" />
        <path d={mark} />
      </svg>
      <div className="grid min-w-0 flex-1">
        <strong className="font-semibold text-16">{props.title}</strong>
        {props.children && <div className="text-14 text-soft">{props.children}</div>}
      </div>
      {props.action}
    </div>
  );
}
