import { ResendCountdown } from "@/components/ui/resend-countdown";
import { codeWords as words } from "@/lib/words/en/codes";
import { clockText } from "@/lib/words/times";

/** Send gaps of the server, so that the button is offered when it works. */
const GAPS_SECONDS = [60, 120, 300];
const LONGEST_GAP_SECONDS = 300;

type Props = {
  /** When the code was asked for, ms since 1970. */
  askedAt: number;
  /** How often it was sent again. */
  sends: number;
  /** How long the code still works; nothing is said about it at 0. */
  goodSeconds: number;
  busy: boolean;
  onResend: () => void;
};

/** The line under a code: when another can be sent, and how long this one is good. */
export function ResendLine({ askedAt, sends, goodSeconds, busy, onResend }: Props) {
  const gapSeconds = GAPS_SECONDS[sends] ?? LONGEST_GAP_SECONDS;
  return (
    <div className="flex min-h-11 items-center justify-between gap-4">
      <ResendCountdown readyAt={askedAt + gapSeconds * 1000} onResend={onResend} busy={busy} />
      {goodSeconds > 0 && (
        <span className="tabular text-14 text-faint">{words.good(clockText(goodSeconds))}</span>
      )}
    </div>
  );
}
