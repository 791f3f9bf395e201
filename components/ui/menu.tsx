"use client";

import { type ReactNode, useState } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { later } from "./later";

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
const Surface = later(load);
const prepare = () => void load().catch(() => undefined);

/** A menu behind a button. Until the first touch there is only the button; the rest is fetched then. */
export function Menu(props: MenuProps) {
  const [used, setUsed] = useState(false);
  const closed = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={used}
      aria-label={props.label ?? uiWords.menu}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setUsed(true)}
      className={props.className}
    >
      {props.trigger}
    </button>
  );
  return used ? <Surface {...props} fallback={closed} /> : closed;
}
