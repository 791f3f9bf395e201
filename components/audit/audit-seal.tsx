"use client";

import { Button } from "@/components/ui/button";
import { Seal, type SealState } from "@/components/ui/seal";
import { TimeText } from "@/components/ui/time-text";
import type { LastVerification } from "@/lib/audit/schema";
import { auditSealWords as words } from "@/lib/words/en/audit-seal";
import type { Progress } from "./run-verification";
import { useVerification } from "./use-verification";

/** Green: what was verified and when. Red: the first entry that does not fit. The button does it again, in front of you. */
export function AuditSeal({ last }: { last: LastVerification | null }) {
  const { found, progress, verify } = useVerification(last);
  const state: SealState = progress ? "checking" : !found ? "unknown" : found.valid ? "verified" : "broken";
  return (
    <Seal
      state={state}
      title={titleOf(state, found)}
      className="max-sm:flex-wrap"
      action={
        <Button
          look={found ? "secondary" : "primary"}
          busy={progress !== null}
          onClick={verify}
          className="max-sm:w-full"
        >
          {found ? words.again : words.verify}
        </Button>
      }
    >
      {progress ? <Bar {...progress} /> : <Note found={found} />}
    </Seal>
  );
}

function titleOf(state: SealState, found: LastVerification | null): string {
  if (state === "checking") return words.checking;
  if (!found) return words.unknown;
  return found.valid ? words.verified(found.entries) : words.broken(found.first_bad ?? 0);
}

function Note({ found }: { found: LastVerification | null }) {
  if (!found) return <p>{words.unknownText}</p>;
  return (
    <div className="grid gap-0.5">
      {!found.valid && (
        <p className="font-medium text-laterite-ink">
          {sentence(found.reason)} {words.brokenText}
        </p>
      )}
      <p>
        {words.checked} <TimeText at={found.verified_at} />
      </p>
    </div>
  );
}

function sentence(text: string | null): string {
  return text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : "";
}

function Bar({ entries, of }: Progress) {
  return (
    <div className="grid gap-1 pt-1">
      <progress
        aria-label={words.checking}
        className="gauge"
        max={of || 1}
        value={of ? entries : undefined}
      />
      <span className="tabular text-12">{of ? words.progress(entries, of) : ""}</span>
    </div>
  );
}
