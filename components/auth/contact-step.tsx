"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { authWords } from "@/lib/words/en/auth";
import { signInWords } from "@/lib/words/en/sign-in";
import { prepareStep } from "./later-steps";
import { RoleChoice } from "./role-choice";
import { FormNote, StepHead } from "./step-head";

export type Role = "owner" | "vendor";

type Props = {
  role: Role;
  onRole: (role: Role) => void;
  contact: string;
  onContact: (contact: string) => void;
  /** Asks for a code; gives back what went wrong, if anything. */
  onAsk: () => Promise<string | undefined>;
  /** Signs in with a passkey of this device; gives back what went wrong, if anything. */
  onPasskey: () => Promise<string | undefined>;
  notice?: string;
  returning: boolean;
};

const { errors } = authWords;

/** First step: who are you. */
export function ContactStep(props: Props) {
  const { role, onRole, contact, onContact, onAsk, onPasskey } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const owner = role === "owner";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!contact.trim()) {
      setError(owner ? errors.needContact : errors.needPhone);
      return field.current?.focus();
    }
    setBusy(true);
    const problem = await onAsk();
    setBusy(false);
    setError(problem);
    if (problem) field.current?.focus();
  };

  return (
    <form method="post" noValidate onSubmit={submit} onFocus={() => void prepareStep("code")}>
      <StepHead title={signInWords.title} focus={props.returning} />
      <FormNote tone="news">{props.notice}</FormNote>
      <div className="grid gap-5">
        <RoleChoice
          role={role}
          onRole={(chosen) => {
            setError(undefined);
            onRole(chosen);
          }}
        />
        <TextField
          key={role}
          ref={field}
          name={owner ? "contact" : "phone"}
          label={owner ? signInWords.contact : signInWords.phone}
          hint={owner ? signInWords.contactHint : signInWords.phoneHint}
          placeholder={owner ? signInWords.contactPlaceholder : signInWords.phonePlaceholder}
          type={owner ? "text" : "tel"}
          inputMode={owner ? "email" : "tel"}
          autoComplete={owner ? "username" : "tel"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={254}
          value={contact}
          onChange={(event) => {
            setError(undefined);
            onContact(event.target.value);
          }}
          error={error}
          required
        />
        <Button type="submit" look="primary" size="large" block busy={busy}>
          {signInWords.submit}
        </Button>
        {owner && <PasskeyButton onPasskey={onPasskey} />}
        <OtherWays owner={owner} />
      </div>
    </form>
  );
}

/** The way in without a code; what went wrong stands above it. */
function PasskeyButton({ onPasskey }: Pick<Props, "onPasskey">) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const use = async () => {
    setBusy(true);
    setRefused(await onPasskey());
    setBusy(false);
  };
  return (
    <div>
      <FormNote tone="problem">{refused}</FormNote>
      <Button size="large" block busy={busy} onClick={use}>
        {signInWords.passkey}
      </Button>
    </div>
  );
}

/** For who has no account yet, or no phone any more. */
function OtherWays({ owner }: { owner: boolean }) {
  return (
    <p className="text-center text-soft">
      {owner && (
        <a href="/login/recover" className="block min-h-11 content-center underline underline-offset-4">
          {signInWords.lost}
        </a>
      )}
      {signInWords.noAccount}{" "}
      <a href="/register" className="font-semibold text-lagoon-ink underline underline-offset-4">
        {signInWords.register}
      </a>
    </p>
  );
}
