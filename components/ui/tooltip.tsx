"use client";

import { clsx } from "clsx";
import { type ReactNode, useId, useState } from "react";

type Props = {
  text: ReactNode;
  side?: "top" | "bottom";
  align?: "start" | "center" | "end";
  children: ReactNode;
  className?: string;
};

/** A short note on hover, focus or tap; Escape puts it away, and the pointer may rest on it (WCAG 1.4.13). */
export function Tooltip({ text, side = "top", align = "center", children, className }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches what happens to the control inside
    <span
      className={clsx("relative inline-flex", className)}
      onPointerEnter={(event) => event.pointerType === "mouse" && setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
    >
      <span aria-describedby={open ? id : undefined} className="contents">
        {children}
      </span>
      {open && (
        <span
          role="tooltip"
          id={id}
          className={clsx(
            "absolute z-30 w-max max-w-64 animate-fade rounded-control bg-ink px-2.5 py-1.5 font-medium text-12 text-paper shadow-float",
            side === "top" ? "bottom-full mb-1.5" : "top-full mt-1.5",
            align === "center" && "left-1/2 -translate-x-1/2",
            align === "start" && "left-0",
            align === "end" && "right-0",
          )}
        >
          {text}
        </span>
      )}
    </span>
  );
}
