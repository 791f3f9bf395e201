"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeField } from "@/components/ui/code-field";
import { CODE_SHAPES } from "@/components/ui/code-shapes";
import { useSecondsUntil } from "@/components/ui/resend-countdown";
import type { Answer, Problem } from "@/components/ui/send-json";
import { authWords } from "@/lib/words/en/auth";
import { codeWords } from "@/lib/words/en/codes";
import { stepUpWords as words } from "@/lib/words/en/escalations";
import { ResendLine } from "./resend-line";
import { sayRefused } from "./say-refused";
import { FormNote } from "./step-head";
import type { CodeProof } from "./step-up-dialog";
import { useCodeCheck } from "./use-code-check";
import { useResend } from "./use-resend";
import type { StepUpChallenge } from "./use-step-up";

const TRIES = 3;

export type CodeFormProps<Data> = {
  challenge: StepUpChallenge;
  askedAt: number;
  ask: () => Promise<Problem | undefined>;
  send: (proof: CodeProof) => Promise<Answer<Data>>;
  onDone: (data: Data) => void;
  /** The code can do nothing any more: it was right, or wrong too often. */
  onUsedUp: () => void;
  refusals?: Record<string, string>;
};

/** The six characters that were sent, and another code when they do not come. */
export function CodeForm<Data>(props: CodeFormProps<Data>) {
  const { challenge, askedAt, ask, onUsedUp, refusals } = props;
  const [notice, setNotice] = useState<string>();
  const secondsGood = useSecondsUntil(askedAt + challenge.ttl_minutes * 60_000);
  const check = useActCheck(props);
  const { sends, resending, resend } = useResend(ask);
  const over = check.dead || secondsGood === 0;
  const shape = CODE_SHAPES.ceo;

  useEffect(() => {
    if (over) onUsedUp();
  }, [over, onUsedUp]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (check.code.length === shape.length) void check.submit();
  };
  const sendAgain = async () => {
    setNotice(undefined);
    const refused = await resend();
    if (refused) return check.setError(sayRefused(refused, refusals));
    check.renew();
    setNotice(codeWords.resent);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormNote tone="news">{notice}</FormNote>
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
        askedAt={askedAt}
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
        {words.submit}
      </Button>
    </form>
  );
}

/** The life of the code, with the act's own refusals in the act's own words. */
function useActCheck<Data>({ challenge, send, onDone, onUsedUp, refusals }: CodeFormProps<Data>) {
  const [refused, setRefused] = useState<string>();
  const check = useCodeCheck<Data>(
    TRIES,
    async (otp) => {
      setRefused(undefined);
      const answer = await send({ challenge_id: challenge.challenge_id, otp });
      if (answer.ok) return { ok: true, value: answer.data };
      const { code, retryAfterSeconds } = answer.problem;
      if (code !== "wrong_code") setRefused(sayRefused(answer.problem, refusals));
      return { ok: false, code, retryAfterSeconds };
    },
    (data) => {
      onUsedUp();
      onDone(data);
    },
  );
  return { ...check, error: check.error && (refused ?? check.error) };
}
