"use client";

import { ArrowLeft, Check, Flag, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { HoldToConfirm } from "@/components/ui/hold-to-confirm";
import { KeyHint } from "@/components/ui/key-hint";
import { formatNaira } from "@/lib/money";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";
import type { Refusal } from "./use-decision";

export type DecisionMode = "idle" | "approve" | "reject" | "flag";

type Props = {
  receipt: ReceiptView;
  mode: DecisionMode;
  onMode: (mode: DecisionMode) => void;
  onApprove: () => void;
  busy: boolean;
  refusal?: Refusal;
};

/** Reject, flag, approve under the thumb; approving first asks to say, by holding, that the money is there. */
export function DecisionBar({ receipt, mode, onMode, onApprove, busy, refusal }: Props) {
  return (
    <div className="grid gap-3">
      {refusal && mode !== "reject" && mode !== "flag" && <RefusalNote refusal={refusal} />}
      {mode === "approve" ? (
        <Attest receipt={receipt} busy={busy} onApprove={onApprove} onBack={() => onMode("idle")} />
      ) : (
        <div className="grid grid-cols-[1fr_auto_minmax(0,1.4fr)] gap-2 [&_button]:min-w-0 md:[&_button]:h-12 md:[&_button]:px-3 md:[&_button]:text-16">
          <Button
            size="large"
            className="px-3! text-laterite-ink"
            icon={<X aria-hidden />}
            onClick={() => onMode("reject")}
          >
            {words.reject}
            <KeyHint>r</KeyHint>
          </Button>
          <Button size="large" className="px-3.5!" aria-label={words.flag} onClick={() => onMode("flag")}>
            <Flag aria-hidden />
            <KeyHint>f</KeyHint>
          </Button>
          <Button
            size="large"
            look="primary"
            className="px-3!"
            icon={<Check aria-hidden />}
            onClick={() => onMode("approve")}
          >
            {words.approve}
            <KeyHint>a</KeyHint>
          </Button>
        </div>
      )}
    </div>
  );
}

function Attest(props: { receipt: ReceiptView; busy: boolean; onApprove: () => void; onBack: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={box} className="grid animate-rise gap-2">
      <p className="sr-only">{words.approving.title}</p>
      <HoldToConfirm className="w-full" onConfirm={props.onApprove} busy={props.busy}>
        {words.approving.attest(formatNaira(props.receipt.expected_kobo))}
      </HoldToConfirm>
      <Button look="quiet" size="small" onClick={props.onBack} icon={<ArrowLeft aria-hidden />}>
        {words.approving.back}
      </Button>
    </div>
  );
}

/** Why a decision was not taken, with the number to quote. */
export function RefusalNote({ refusal }: { refusal: Refusal }) {
  return (
    <div
      role="alert"
      className="animate-fade rounded-control bg-laterite-wash px-3 py-2 text-14 text-laterite-ink"
    >
      <p className="font-medium">{refusal.text}</p>
      {refusal.requestId && <code className="exact select-all text-12">{refusal.requestId}</code>}
    </div>
  );
}
