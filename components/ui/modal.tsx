"use client";

import { type ReactNode, useEffect, useState } from "react";
import { later } from "./later";

export type ModalProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** `auto` (default): a sheet from below on a phone, a dialog on a laptop. */
  kind?: "auto" | "dialog" | "sheet";
  /** Buttons, kept in view below the content. */
  footer?: ReactNode;
  /** False while something must not be interrupted: Escape, the backdrop and the cross do nothing. */
  dismissible?: boolean;
  children?: ReactNode;
};

const load = () => import("./modal-surface").then((file) => ({ default: file.ModalSurface }));
const Surface = later(load);

/**
 * A dialog or a sheet with the same content. Its code is fetched when the page is idle, or at the latest when it opens,
 * so that it costs nothing on first load.
 */
export function Modal(props: ModalProps) {
  const [used, setUsed] = useState(props.open);
  useEffect(() => {
    if (props.open) setUsed(true);
  }, [props.open]);
  useEffect(() => {
    const timer = setTimeout(() => load().catch(() => undefined), 4_000);
    return () => clearTimeout(timer);
  }, []);
  if (!used && !props.open) return null;
  return <Surface {...props} />;
}
