"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeField } from "@/components/ui/code-field";
import { CODE_SHAPES } from "@/components/ui/code-shapes";
import { useSecondsUntil } from "@/components/ui/resend-countdown";
import { sendJson } from "@/components/ui/send-json";
import type { Recovery } from "@/lib/auth/schema";
import { authWords } from "@/lib/words/en/auth";
import { codeWords } from "@/lib/words/en/codes";
import { recoveryWords as words } from "@/lib/words/en/settings";
import type { RecoverChallenge } from "./recover-form";
import { askRecoveryCode } from "./recover-steps";
import { ResendLine } from "./resend-line";
import { FormNote, StepHead } from "./step-head";
import { useCodeCheck } from "./use-code-check";
import { useResend } from "./use-resend";

type Props = {
  email: string;
  challenge: RecoverChallenge;
  onAsked: (asked: RecoverChallenge) => void;
  onConfirmed: (recovery: Recovery) => void;
};

const TRIES = 3;

/** Second step: the code from the mailbox. The same words whether or not there is such an account. */
export function RecoverCodeStep({ email, challenge, onAsked, onConfirmed }: Props) {
  const [notice, setNotice] = useState<string>();
  const secondsGood = useSecondsUntil(challenge.askedAt + challenge.ttl_minutes * 60_000);
  const check = useCodeCheck<Recovery>(
    TRIES,
    async (otp) => {
      const body = { challenge_id: challenge.challenge_id, otp };
      const answer = await sendJson<Recovery>("/api/auth/recovery/confirm", body);
      return answer.ok ? { ok: true, value: answer.data } : { ok: false, ...answer.problem };
    },
    onConfirmed,
  );
  const { sends, resending, resend } = useResend(async () => {
    const asked = await askRecoveryCode(email);
    if (typeof asked === "string") return asked;
    onAsked(asked);
    return undefined;
  });
  const shape = CODE_SHAPES.ceo;
  const over = check.dead || secondsGood === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (check.code.length === shape.length) void check.submit();
  };
  const sendAgain = async () => {
    setNotice(undefined);
    const refused = await resend();
    if (refused) return check.setError(refused);
    check.renew();
    setNotice(codeWords.resent);
  };
  return (
    <form method="post" noValidate onSubmit={submit}>
      <StepHead title={words.codeTitle}>{words.codeText(email.trim())}</StepHead>
      <FormNote tone="news">{notice}</FormNote>
      <div className="grid gap-4">
        <CodeField
          shape={shape}
          value={check.code}
          onChange={check.change}
          onComplete={(typed) => check.submit(typed)}
          error={check.error ?? (secondsGood === 0 ? authWords.errors.codeOver : undefined)}
          shakes={check.wrongTries}
          disabled={over}
          autoFocus
        />
        <ResendLine
          askedAt={challenge.askedAt}
          sends={sends}
          goodSeconds={check.dead ? 0 : secondsGood}
          busy={resending}
          onResend={sendAgain}
        />
        <Button
          type="submit"
          look="primary"
          size="large"
          block
          busy={check.busy}
          disabled={over || check.code.length < shape.length}
        >
          {words.go}
        </Button>
      </div>
    </form>
  );
}
