"use client";

import { type ComponentProps, type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

type Props = {
  label: string;
  hint: string;
  submit: string;
  /** What to say when nothing was typed. */
  need: string;
  onSubmit: (typed: string) => void;
} & Pick<ComponentProps<"input">, "type" | "inputMode" | "autoComplete"> & { name: string };

/** One new phone or email, and the button that goes on to the proof. */
export function ContactForm({ label, hint, submit, need, onSubmit, ...input }: Props) {
  const [value, setValue] = useState("");
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim()) return onSubmit(value.trim());
    setError(need);
    field.current?.focus();
  };
  return (
    <form noValidate onSubmit={send} className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-start">
      <TextField
        ref={field}
        label={label}
        hint={hint}
        maxLength={254}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          setError(undefined);
          setValue(event.target.value);
        }}
        error={error}
        {...input}
      />
      <Button type="submit" className="sm:mt-7.5">
        {submit}
      </Button>
    </form>
  );
}
