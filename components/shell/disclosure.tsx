"use client";

import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

type Props = {
  /** Read out before what the button shows. */
  label?: string;
  button: ReactNode;
  buttonClassName?: string;
  panelClassName?: string;
  /** Called when it is likely to be opened soon: a finger or the focus is on the button. */
  onApproach?: () => void;
  /** Drawn from the first opening on. */
  children: ReactNode;
};

/** A button that shows a panel of links and controls. Escape, Tab out, a tap elsewhere or going somewhere closes it. */
export function Disclosure({ label, button, buttonClassName, panelClassName, onApproach, children }: Props) {
  const id = useId();
  const path = usePathname();
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: having gone somewhere closes it
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that the focus has left
    <div
      ref={box}
      className="relative"
      onBlur={(event) => {
        if (event.relatedTarget && !box.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={opener}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onPointerEnter={onApproach}
        onFocus={onApproach}
        onClick={() => {
          setUsed(true);
          setOpen(!open);
        }}
        className={buttonClassName}
      >
        {label && <span className="sr-only">{label}</span>}
        {button}
      </button>
      <div
        id={id}
        hidden={!open}
        className={clsx(
          "absolute z-40 rounded-card border border-line bg-surface p-2 shadow-float",
          open && "animate-rise",
          panelClassName,
        )}
      >
        {used && children}
      </div>
    </div>
  );
}
