"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { confirmingWords } from "@/lib/words/en/confirming";
import { uiWords } from "@/lib/words/en/ui";
import { type ButtonLook, buttonClasses } from "./button-classes";
import { type HoldState, useHold } from "./use-hold";

type Props = {
  /** What is said by holding: "I see ₦12,500 in the account". */
  children: ReactNode;
  onConfirm: () => void;
  look?: ButtonLook;
  holdMs?: number;
  busy?: boolean;
  disabled?: boolean;
  className?: string;
};

const HOLD_MS = 900;

/**
 * A button that must be held, with a finger or with Space or Enter, so that nothing is confirmed by a slip.
 * Where holding is not possible (screen readers, switches), a second press within five seconds confirms.
 */
export function HoldToConfirm({
  children,
  onConfirm,
  look = "primary",
  holdMs = HOLD_MS,
  busy = false,
  disabled = false,
  className,
}: Props) {
  const { state, listeners } = useHold({ holdMs, isBlocked: busy || disabled, onConfirm });
  return (
    <button
      type="button"
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...listeners}
      onContextMenu={(event) => event.preventDefault()}
      className={clsx(
        buttonClasses({ look, size: "large" }),
        "h-auto min-h-14 touch-none overflow-hidden whitespace-normal! py-2",
        className,
      )}
    >
      <HoldProgress isHolding={state === "holding"} holdMs={holdMs} />
      <span className="relative grid justify-items-center text-center leading-tight">
        <span className="inline-flex items-center gap-2">
          <Check aria-hidden className="size-5" />
          {children}
        </span>
        <span className="font-medium text-14" aria-live="polite">
          {busy ? uiWords.busy : HINTS[state]}
        </span>
      </span>
    </button>
  );
}

const HINTS: Record<HoldState, string> = {
  idle: confirmingWords.hold.hint,
  holding: confirmingWords.hold.keep,
  armed: confirmingWords.hold.again,
};

/** Fills the button while it is held. */
function HoldProgress({ isHolding, holdMs }: { isHolding: boolean; holdMs: number }) {
  return (
    <span
      aria-hidden
      style={{ transitionDuration: isHolding ? `${holdMs}ms` : "120ms" }}
      className={clsx(
        "absolute inset-0 origin-left bg-ink/25 transition-transform ease-linear",
        isHolding ? "scale-x-100" : "scale-x-0",
      )}
    />
  );
}
