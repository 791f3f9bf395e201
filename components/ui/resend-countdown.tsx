"use client";

import { useEffect, useState } from "react";
import { confirmingWords } from "@/lib/words/en/confirming";
import { clockText } from "@/lib/words/times";
import { Button } from "./button";

type Props = { readyAt: number; onResend: () => void; busy?: boolean; label?: string };

/** Counts down to `readyAt` (ms since 1970), then offers to send again. Spoken once, when it becomes possible. */
export function ResendCountdown({ readyAt, onResend, busy, label = confirmingWords.resend.now }: Props) {
  const secondsLeft = useSecondsUntil(readyAt);
  return (
    <div className="flex min-h-11 items-center">
      {secondsLeft > 0 ? (
        <span className="tabular text-14 text-faint">
          {confirmingWords.resend.wait(clockText(secondsLeft))}
        </span>
      ) : (
        <Button look="quiet" size="small" busy={busy} onClick={onResend} className="-ml-3 text-lagoon-ink">
          {label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {secondsLeft === 0 ? confirmingWords.resend.ready : ""}
      </span>
    </div>
  );
}

/** Whole seconds until a moment (ms since 1970), never below 0, kept up to date. */
export function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((moment - now) / 1000));
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= moment) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [moment]);
  return left;
}
