"use client";

import type { ReceiptView } from "@/lib/receipts/schema";
import { FlagDialog, RejectDialog } from "./reason-dialogs";
import { KeysDialog } from "./review-keys";
import type { Desk } from "./use-desk";

/** Whatever is open over the desk. */
export function DeskDialogs({ desk, receipt }: { desk: Desk; receipt: ReceiptView }) {
  const shared = { ...desk.dialog, about: receipt };
  if (desk.areKeysShown) return <KeysDialog onClose={desk.hideKeys} />;
  if (desk.mode === "reject")
    return <RejectDialog {...shared} onSend={(notes) => desk.send("reject", notes)} />;
  if (desk.mode === "flag") return <FlagDialog {...shared} onSend={(notes) => desk.send("flag", notes)} />;
  return null;
}
