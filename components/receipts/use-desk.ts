"use client";

import { useEffect, useState } from "react";
import type { DecisionMode } from "./decision-bar";
import { useKeys } from "./review-keys";
import { useDecision } from "./use-decision";
import type { QueuePosition } from "./use-queue-position";

/** What the vendor is doing with the receipt in view: looking, saying that the money is there, rejecting, flagging. */
export function useDesk(place: QueuePosition) {
  const [mode, setMode] = useState<DecisionMode>("idle");
  const [areKeysShown, setKeysShown] = useState(false);
  const { decide, busy, refusal, forget } = useDecision(place.noteDecided);
  const currentId = place.current?.receipt_id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another receipt begins anew
  useEffect(() => {
    setMode("idle");
    forget();
  }, [currentId]);
  const onMode = (next: DecisionMode) => {
    forget();
    setMode(next);
  };
  useKeys(
    {
      j: () => place.move(1),
      k: () => place.move(-1),
      a: () => onMode("approve"),
      r: () => onMode("reject"),
      f: () => onMode("flag"),
      "?": () => setKeysShown(true),
      Escape: () => onMode("idle"),
    },
    currentId !== undefined && !areKeysShown && (mode === "idle" || mode === "approve"),
  );
  const send = (action: "approve" | "reject" | "flag", notes?: string) => {
    if (place.current) void decide(place.current, action, notes);
  };
  const shared = { busy: busy !== undefined, refusal };
  return {
    bar: { ...shared, mode, onMode, onApprove: () => send("approve") },
    dialog: { ...shared, onClose: () => onMode("idle") },
    mode,
    send,
    areKeysShown,
    showKeys: () => setKeysShown(true),
    hideKeys: () => setKeysShown(false),
  };
}

export type Desk = ReturnType<typeof useDesk>;
