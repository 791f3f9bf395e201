"use client";

import { ArrowLeft } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeField } from "@/components/ui/code-field";
import { CODE_SHAPES } from "@/components/ui/code-shapes";
import { useSecondsUntil } from "@/components/ui/resend-countdown";
import { authWords } from "@/lib/words/en/auth";
import { codeWords as words } from "@/lib/words/en/codes";
import type { Role } from "./contact-step";
import type { Challenge } from "./login-form";
import { ResendLine } from "./resend-line";
import { prepareSignIn, type SignedIn, signInWithCode } from "./sign-in";
import { FormNote, StepHead } from "./step-head";
import { useCodeCheck } from "./use-code-check";
import { useResend } from "./use-resend";

type Props = {
  role: Role;
  contact: string;
  challenge: Challenge;
  /** When the code was asked for, ms since 1970. */
  askedAt: number;
  onResend: () => Promise<string | undefined>;
  onOther: () => void;
  onSignedIn: (session: SignedIn) => void;
};

const { errors } = authWords;
const TRIES = { owner: 3, vendor: 5 };

/** Second step: the code. The same words whether or not the contact is known. */
export function CodeStep({ role, contact, challenge, askedAt, onResend, onOther, onSignedIn }: Props) {
  const { sends, resending, resend } = useResend(onResend);
  const [notice, setNotice] = useState<string>();
  const secondsGood = useSecondsUntil(askedAt + challenge.ttl_minutes * 60_000);
  const { entered, ...check } = useSignInCheck(challenge, TRIES[role], onSignedIn);
  useEffect(prepareSignIn, []);

  const shape = role === "owner" ? CODE_SHAPES.ceo : CODE_SHAPES.vendor;
  const over = check.dead || secondsGood === 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (check.code.length === shape.length) void check.submit();
  };
  const sendAgain = async () => {
    setNotice(undefined);
    const problem = await resend();
    if (problem) return check.setError(problem);
    check.renew();
    setNotice(words.resent);
  };

  return (
    <form method="post" noValidate onSubmit={submit}>
      <StepHead title={words.title}>
        {role === "owner" ? words.sentOwner(contact.trim()) : words.sentVendor(contact.trim())}
      </StepHead>
      <FormNote tone="news">{entered ? words.signedIn : notice}</FormNote>
      <div className="grid gap-4">
        <CodeField
          shape={shape}
          value={check.code}
          onChange={check.change}
          onComplete={(typed) => check.submit(typed)}
          error={check.error ?? (secondsGood === 0 ? errors.codeOver : undefined)}
          shakes={check.wrongTries}
          disabled={over || entered}
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
        <Button look="quiet" block icon={<ArrowLeft aria-hidden />} onClick={onOther} disabled={entered}>
          {words.other}
        </Button>
      </div>
    </form>
  );
}

/** The life of the one code that signs in; `entered` once it was right. */
function useSignInCheck(challenge: Challenge, tries: number, onSignedIn: Props["onSignedIn"]) {
  const [entered, setEntered] = useState(false);
  const check = useCodeCheck<SignedIn>(
    tries,
    async (typed) => {
      const answer = await signInWithCode(challenge.challenge_id, typed);
      return answer.ok ? { ok: true, value: answer.session } : answer;
    },
    (session) => {
      setEntered(true);
      onSignedIn(session);
    },
  );
  return { ...check, entered };
}
