"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { uiWords } from "@/lib/words/en/ui";

export type MenuItem =
  | {
      kind: "action";
      key: string;
      label: string;
      icon?: ReactNode;
      danger?: boolean;
      disabled?: boolean;
      onSelect: () => void;
    }
  | { kind: "link"; key: string; label: string; icon?: ReactNode; href: string }
  | { kind: "line"; key: string };

export type MenuProps = {
  label?: string;
  trigger: ReactNode;
  items: readonly MenuItem[];
  align?: "start" | "end";
  className?: string;
};

const load = () => import("./menu-surface").then((file) => ({ default: file.MenuSurface }));
const Surface = lazy(load);

/** A menu behind a button. Until the first touch there is only the button; the rest is fetched then. */
export function Menu(props: MenuProps) {
  const [used, setUsed] = useState(false);
  const closed = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={used}
      aria-label={props.label ?? uiWords.menu}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setUsed(true)}
      className={props.className}
    >
      {props.trigger}
    </button>
  );
  if (!used) return closed;
  return (
    <Suspense fallback={closed}>
      <Surface {...props} />
    </Suspense>
  );
}
