import { clsx } from "clsx";
import { shellWords } from "@/lib/words/en/shell";

/** The mark: a chat bubble that carries a tick. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={clsx("size-8 shrink-0", className)}>
      <path
        className="fill-palm"
        d="M16 2.5c7.7 0 13.5 5.2 13.5 12S23.7 26.5 16 26.5c-1.6 0-3.1-.2-4.5-.6-1.7 1.6-4 2.8-6.9 3.1-.8.1-1.2-.8-.7-1.4 1.1-1.3 1.7-2.9 1.8-4.500C3.7 20.9 2.5 17.9 2.5 14.5 2.5 7.7 8.3 2.5 16 2.500Z"
      />
      <path
        className="stroke-on-palm"
        d="m10 14.8 4.2 4.2 8-8.8"
        fill="none"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={clsx("inline-flex items-center gap-2.5", className)}>
      <LogoMark />
      <span className="font-bold font-display text-18 tracking-tight">{shellWords.product}</span>
    </span>
  );
}
