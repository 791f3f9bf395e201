"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** The head of one step. When a later step appears its title takes the focus, so that a reader hears where it is. */
export function StepHead({
  title,
  children,
  focus,
}: {
  title: string;
  children?: ReactNode;
  focus?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <div className="mb-6 grid gap-2">
      <h1 ref={heading} tabIndex={-1} className="font-bold font-display text-28 outline-none">
        {title}
      </h1>
      {children && <p className="text-soft">{children}</p>}
    </div>
  );
}

/** A sentence about the whole form; spoken when it appears. */
export function FormNote({ tone, children }: { tone: "problem" | "news"; children?: ReactNode }) {
  return (
    // Out of the flow while it says nothing: an empty box would still take its gap in a grid.
    <div role={tone === "problem" ? "alert" : "status"} className="empty:absolute">
      {children && (
        <p
          className={
            tone === "problem"
              ? "mb-5 rounded-control bg-laterite-wash p-3 text-14 text-laterite-ink"
              : "mb-5 rounded-control bg-lagoon-wash p-3 text-14 text-lagoon-ink"
          }
        >
          {children}
        </p>
      )}
    </div>
  );
}
