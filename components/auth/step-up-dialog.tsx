"use client";

import { ShieldCheck } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeField } from "@/components/ui/code-field";
import { CODE_SHAPES } from "@/components/ui/code-shapes";
import { Modal } from "@/components/ui/modal";
import { useSecondsUntil } from "@/components/ui/resend-countdown";
import type { Answer, Problem } from "@/components/ui/send-json";
import { authWords } from "@/lib/words/en/auth";
import { codeWords } from "@/lib/words/en/codes";
import { stepUpWords as words } from "@/lib/words/en/escalations";
import { sayProblem } from "./problem-words";
import { ResendLine } from "./resend-line";
import { FormNote } from "./step-head";
import { useCodeCheck } from "./use-code-check";
import { useResend } from "./use-resend";
import { type StepUpAct, type StepUpChallenge, useStepUp } from "./use-step-up";

export type CodeProof = { challenge_id: string; otp: string };

type Props<Data> = {
  act: StepUpAct;
  /** Sends the act itself with the code. */
  send: (proof: CodeProof) => Promise<Answer<Data>>;
  onDone: (data: Data) => void;
  onClose: () => void;
  /** Words for refusals of the act itself, by their code. */
  refusals?: Record<string, string>;
  /** More about the act: amount, buyer. */
  children?: ReactNode;
};

const TRIES = 3;

/** *Verify your identity*: says what is approved, sends a code for exactly that, and does it with the code (P10.3). */
export function StepUpDialog<Data>({ act, send, onDone, onClose, refusals, children }: Props<Data>) {
  const { challenge, problem, isAsking, ask, forget } = useStepUp(act);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={challenge ? words.sent(challenge.masked_to) : isAsking ? words.asking : undefined}
    >
      <div className="grid gap-4 pt-2">
        {challenge ? (
          <>
            <div className="flex items-start gap-3 rounded-control bg-sunken p-3">
              <ShieldCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-palm-ink" />
              <div className="grid min-w-0">
                <span className="text-12 text-faint">{words.act}</span>
                <span className="font-semibold">{challenge.action}</span>
                {children}
              </div>
            </div>
            <CodeForm
              challenge={challenge}
              askedAt={challenge.askedAt}
              ask={ask}
              send={send}
              onDone={onDone}
              onUsedUp={forget}
              refusals={refusals}
            />
          </>
        ) : (
          <>
            <FormNote tone="problem">{problem && sayRefused(problem, refusals)}</FormNote>
            <Button look="primary" size="large" block busy={isAsking} onClick={ask}>
              {words.retry}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}

type FormProps<Data> = Pick<Props<Data>, "send" | "onDone" | "refusals"> & {
  challenge: StepUpChallenge;
  askedAt: number;
  ask: () => Promise<Problem | undefined>;
  /** The code can do nothing any more: it was right, or wrong too often. */
  onUsedUp: () => void;
};

function CodeForm<Data>(props: FormProps<Data>) {
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
function useActCheck<Data>({ challenge, send, onDone, onUsedUp, refusals }: FormProps<Data>) {
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

function sayRefused(problem: Problem, refusals: Record<string, string> = {}): string {
  const [field] = Object.values(problem.fields);
  if (field) return field;
  if (problem.code === "offline" && navigator.onLine) return words.lost;
  const ownWords = Object.hasOwn(refusals, problem.code) ? refusals[problem.code] : undefined;
  if (ownWords) return ownWords;
  return problem.code === "conflict" && problem.detail ? problem.detail : sayProblem(problem);
}
