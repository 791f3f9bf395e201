"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import { authWords } from "@/lib/words/en/auth";
import { recoveryWords as words } from "@/lib/words/en/settings";
import { goToSignIn } from "./go-to-sign-in";
import { sayProblem } from "./problem-words";
import type { RecoverChallenge } from "./recover-form";
import { sayRefused } from "./say-refused";
import { FormNote, StepHead } from "./step-head";

type EmailProps = {
  email: string;
  onEmail: (email: string) => void;
  onAsked: (asked: RecoverChallenge) => void;
};

/** Asks for the code to the mailbox. Gives what was refused, or the challenge. */
export async function askRecoveryCode(email: string): Promise<RecoverChallenge | string> {
  const answer = await sendJson<RecoverChallenge>("/api/auth/recovery", { email: email.trim() });
  if (answer.ok) return { ...answer.data, askedAt: Date.now() };
  return Object.keys(answer.problem.fields).length > 0
    ? authWords.errors.needEmail
    : sayProblem(answer.problem);
}

/** First step: which mailbox. */
export function RecoverEmailStep({ email, onEmail, onAsked }: EmailProps) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const asked = await askRecoveryCode(email);
    setBusy(false);
    if (typeof asked !== "string") return onAsked(asked);
    setError(asked);
    field.current?.focus();
  };
  return (
    <form method="post" noValidate onSubmit={submit}>
      <StepHead title={words.title}>{words.text}</StepHead>
      <div className="grid gap-5">
        <TextField
          ref={field}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          label={words.email}
          hint={words.emailHint}
          maxLength={254}
          value={email}
          onChange={(event) => {
            setError(undefined);
            onEmail(event.target.value);
          }}
          error={error}
        />
        <Button type="submit" look="primary" size="large" block busy={busy}>
          {words.send}
        </Button>
        <a href="/login" className="text-center text-soft underline underline-offset-4">
          {words.back}
        </a>
      </div>
    </form>
  );
}

/** Last step, after the wait: the new number. */
export function RecoverPhoneStep({ recoveryId, grant }: { recoveryId: string; grant: string }) {
  const [phone, setPhone] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await sendJson(`/api/auth/recovery/${recoveryId}/phone`, { grant, phone: phone.trim() });
    if (answer.ok) return goToSignIn("phone-changed");
    setBusy(false);
    setProblem(sayRefused(answer.problem, words.refusals));
  };
  return (
    <form method="post" noValidate onSubmit={submit}>
      <StepHead title={words.phoneTitle} focus>
        {words.phoneText}
      </StepHead>
      <FormNote tone="problem">{problem}</FormNote>
      <div className="grid gap-5">
        <TextField
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          label={words.phone}
          hint={words.phoneHint}
          maxLength={30}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <Button type="submit" look="primary" size="large" block busy={busy} disabled={!phone.trim()}>
          {words.set}
        </Button>
      </div>
    </form>
  );
}
