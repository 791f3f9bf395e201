"use client";

import { type ComponentProps, type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { authWords } from "@/lib/words/en/auth";
import { registerWords as words } from "@/lib/words/en/register";
import { prepareStep } from "./later-steps";
import { FormNote, StepHead } from "./step-head";

export type Details = { name: string; company_name: string; email: string; phone: string };
/** Why registration was refused: by field, or as a whole; `taken` offers to sign in instead. */
export type Refusal = { fields: Record<string, string>; note?: string; taken: boolean };

type Props = {
  details: Details;
  onDetails: (details: Details) => void;
  onRegister: () => Promise<Refusal | undefined>;
  returning: boolean;
};

const { errors } = authWords;
const NOTHING: Refusal = { fields: {}, taken: false };

const FIELDS: (Omit<ComponentProps<typeof TextField>, "name"> & { name: keyof Details })[] = [
  {
    name: "name",
    label: words.name,
    placeholder: words.namePlaceholder,
    autoComplete: "name",
    maxLength: 100,
  },
  {
    name: "company_name",
    label: words.business,
    hint: words.businessHint,
    placeholder: words.businessPlaceholder,
    autoComplete: "organization",
    maxLength: 100,
  },
  {
    name: "email",
    label: words.email,
    placeholder: words.emailPlaceholder,
    type: "email",
    inputMode: "email",
    autoComplete: "email",
    autoCapitalize: "none",
    spellCheck: false,
    maxLength: 254,
  },
  {
    name: "phone",
    label: words.phone,
    hint: words.phoneHint,
    placeholder: words.phonePlaceholder,
    type: "tel",
    inputMode: "tel",
    autoComplete: "tel",
    maxLength: 30,
  },
];

/** First step of registration. Checked here only as far as saves a round trip; the server decides. */
export function DetailsStep({ details, onDetails, onRegister, returning }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal>(NOTHING);

  const refuse = (refusal: Refusal) => {
    setRefused(refusal);
    const first = FIELDS.find((field) => refusal.fields[field.name]);
    if (first) form.current?.querySelector<HTMLInputElement>(`#${first.name}`)?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = findMissing(details);
    if (Object.keys(missing).length > 0) return refuse({ fields: missing, taken: false });
    setBusy(true);
    const refusal = await onRegister();
    setBusy(false);
    refuse(refusal ?? NOTHING);
  };

  return (
    <form ref={form} method="post" noValidate onSubmit={submit} onFocus={() => void prepareStep("two-codes")}>
      <StepHead title={words.title} focus={returning}>
        {words.text}
      </StepHead>
      <FormNote tone="problem">{refused.note}</FormNote>
      <div className="grid gap-5">
        {FIELDS.map((field) => (
          <TextField
            key={field.name}
            {...field}
            value={details[field.name]}
            onChange={(event) => {
              onDetails({ ...details, [field.name]: event.target.value });
              setRefused({ ...refused, fields: { ...refused.fields, [field.name]: "" } });
            }}
            error={refused.fields[field.name]}
            required
          />
        ))}
        <Button type="submit" look="primary" size="large" block busy={busy}>
          {words.submit}
        </Button>
        <p className="text-center text-soft">
          {words.haveAccount}{" "}
          <a href="/login" className="font-semibold text-lagoon-ink underline underline-offset-4">
            {words.signIn}
          </a>
        </p>
        <p className="text-14 text-faint">{words.privacy}</p>
      </div>
    </form>
  );
}

function findMissing({ name, company_name, email, phone }: Details): Record<string, string> {
  return {
    ...(name.trim() ? {} : { name: errors.needName }),
    ...(company_name.trim() ? {} : { company_name: errors.needBusiness }),
    ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: errors.needEmail }),
    ...(phone.replace(/\D/g, "").length >= 7 ? {} : { phone: errors.needPhone }),
  };
}
