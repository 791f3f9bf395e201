"use client";

import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";

/** idle · holding: pressed, not yet long enough · armed: pressed once without holding, a second press confirms. */
export type HoldState = "idle" | "holding" | "armed";

type Options = { holdMs: number; isBlocked: boolean; onConfirm: () => void };

const ARMED_MS = 5_000;

/** A press that must be held for `holdMs`, or be made twice where holding is not possible. Gives its state and its listeners. */
export function useHold({ holdMs, isBlocked, onConfirm }: Options) {
  const [state, setState] = useState<HoldState>("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const settle = () => {
    clearTimeout(timer.current);
    setState("idle");
  };
  const start = () => {
    if (isBlocked) return;
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
    if (byPointer || isBlocked) return;
    if (state === "armed") {
      settle();
      onConfirm();
    } else {
      setState("armed");
      timer.current = setTimeout(() => setState("idle"), ARMED_MS);
    }
  };
  const listeners = {
    onPointerDown: (event: { button: number }) => event.button === 0 && start(),
    onPointerUp: release,
    onPointerLeave: release,
    onPointerCancel: release,
    onKeyDown,
    onKeyUp: release,
    onBlur: release,
    onClick,
  };
  return { state, listeners };
}
