import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** How every text control looks: 16 px text (or iOS zooms), 48 px high, an edge that shows at 3:1. */
export const CONTROL = clsx(
  "w-full rounded-control border border-edge bg-surface px-3 text-16 text-ink transition-colors placeholder:text-faint",
  "hover:border-ink/50 focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus",
  "aria-invalid:border-laterite aria-invalid:bg-laterite-wash/40 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint",
);

/** A text input in the house look, without label, hint or error: give it a label yourself. */
export function BareInput({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(CONTROL, "h-12", className)} {...rest} />;
}
