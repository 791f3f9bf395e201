"use client";

import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Answer } from "@/components/ui/send-json";
import { passkeyWords as words } from "@/lib/words/en/settings";
import { sayRefused } from "./say-refused";
import { FormNote } from "./step-head";
import type { CodeProof } from "./step-up-dialog";
import { askPasskey } from "./use-passkey";
import type { StepUpChallenge } from "./use-step-up";

type Props<Data> = {
  challenge: StepUpChallenge;
  send: (proof: CodeProof) => Promise<Answer<Data>>;
  onDone: (data: Data) => void;
  onUsedUp: () => void;
  /** Another challenge for the passkey, when this one is used up. */
  refusals?: Record<string, string>;
  /** The small button beside a code, rather than the large one in its place. */
  quiet?: boolean;
};

/** The passkey in place of the code: one press, then the device asks. */
export function PasskeyForm<Data>({ challenge, send, onDone, onUsedUp, refusals, quiet }: Props<Data>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { passkey } = challenge;
  if (!passkey) return null;
  const use = async () => {
    setBusy(true);
    setProblem(undefined);
    const given = await askPasskey(passkey);
    if (!given.ok) {
      setBusy(false);
      return setProblem(words.cancelled);
    }
    const answer = await send({ challenge_id: challenge.challenge_id, otp: given.answer });
    setBusy(false);
    if (answer.ok) {
      onUsedUp();
      return onDone(answer.data);
    }
    const isWrong = answer.problem.code === "wrong_code";
    setProblem(isWrong ? words.refused : sayRefused(answer.problem, refusals));
  };
  return (
    <div className="grid gap-2">
      <FormNote tone="problem">{problem}</FormNote>
      {!quiet && <p className="text-14 text-soft">{busy ? words.waiting : words.text}</p>}
      <Button
        look={quiet ? "quiet" : "primary"}
        size={quiet ? "regular" : "large"}
        block
        busy={busy}
        icon={<Fingerprint aria-hidden />}
        onClick={use}
      >
        {quiet ? words.orPasskey : words.use}
      </Button>
    </div>
  );
}
