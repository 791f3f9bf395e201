"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { type ButtonLook, buttonClasses } from "./button-classes";

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
const ARMED_MS = 5_000;

/**
 * A button that must be held, with a finger or with Space or Enter, so that nothing is confirmed by a slip.
 * Where holding is not possible (screen readers, switches), a second press within five seconds confirms.
 */
export function HoldToConfirm({
  children,
  onConfirm,
  look = "primary",
  holdMs = HOLD_MS,
  busy,
  disabled,
  className,
}: Props) {
  const [state, setState] = useState<"idle" | "holding" | "armed">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const settle = () => {
    clearTimeout(timer.current);
    setState("idle");
  };
  const start = () => {
    if (busy || disabled) return;
    clearTimeout(timer.current);
    setState("holding");
    timer.current = setTimeout(() => {
      settle();
      navigator.vibrate?.(20);
      onConfirm();
    }, holdMs);
  };
  const release = () => {
    if (state === "holding") settle();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat && state === "idle") start();
  };
  const onClick = (event: MouseEvent) => {
    const byPointer = event.detail > 0;
    if (byPointer || busy || disabled) return;
    if (state === "armed") {
      settle();
      onConfirm();
    } else {
      setState("armed");
      timer.current = setTimeout(() => setState("idle"), ARMED_MS);
    }
  };

  return (
    <button
      type="button"
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onPointerDown={(event) => event.button === 0 && start()}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
      onKeyUp={release}
      onBlur={release}
      onClick={onClick}
      onContextMenu={(event) => event.preventDefault()}
      className={clsx(
        buttonClasses({ look, size: "large" }),
        "h-auto min-h-14 touch-none overflow-hidden whitespace-normal py-2",
        className,
      )}
    >
      <span
        aria-hidden
        style={{ transitionDuration: state === "holding" ? `${holdMs}ms` : "120ms" }}
        className={clsx(
          "absolute inset-0 origin-left bg-ink/25 transition-transform ease-linear",
          state === "holding" ? "scale-x-100" : "scale-x-0",
        )}
      />
      <span className="relative grid justify-items-center text-center leading-tight">
        <span className="inline-flex items-center gap-2">
          <Check aria-hidden className="size-5" />
          {children}
        </span>
        <span className="font-medium text-14" aria-live="polite">
          {busy
            ? uiWords.busy
            : state === "armed"
              ? uiWords.hold.again
              : state === "holding"
                ? uiWords.hold.keep
                : uiWords.hold.hint}
        </span>
      </span>
    </button>
  );
}
