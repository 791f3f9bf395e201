"use client";

import { useState } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeText } from "@/components/ui/time-text";
import { ZoneProvider } from "@/components/ui/zone";
import type { Recovery } from "@/lib/auth/schema";
import { recoveryWords as words } from "@/lib/words/en/settings";
import { RecoverCodeStep } from "./recover-code-step";
import { RecoverEmailStep, RecoverPhoneStep } from "./recover-steps";
import { StepHead } from "./step-head";

export type RecoverChallenge = { challenge_id: string; ttl_minutes: number; askedAt: number };

/** The way back in for who lost the phone: the mailbox, a day's wait that can be stopped, then the new number (P12.2). */
export function RecoverForm() {
  const [email, setEmail] = useState("");
  const [challenge, setChallenge] = useState<RecoverChallenge>();
  const [recovery, setRecovery] = useState<Recovery>();
  if (recovery?.grant) return <RecoverPhoneStep recoveryId={recovery.recovery_id} grant={recovery.grant} />;
  if (recovery) return <Waiting readyAt={recovery.ready_at} />;
  if (challenge) {
    return (
      <RecoverCodeStep email={email} challenge={challenge} onAsked={setChallenge} onConfirmed={setRecovery} />
    );
  }
  return <RecoverEmailStep email={email} onEmail={setEmail} onAsked={setChallenge} />;
}

function Waiting({ readyAt }: { readyAt: string }) {
  return (
    <ZoneProvider zone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
      <StepHead title={words.waitTitle} focus>
        {words.waitText}
      </StepHead>
      <div className="grid gap-4">
        <p className="font-semibold text-18">
          <TimeText at={readyAt} say="full" />
        </p>
        <p className="text-soft">{words.waitStop}</p>
        <ButtonLink href="/login">{words.back}</ButtonLink>
      </div>
    </ZoneProvider>
  );
}
