"use client";

import type { ChangeEvent, FocusEvent } from "react";
import { TextField } from "@/components/ui/text-field";
import { formatPhone, PHONE_START, putAfterStart } from "./format-phone";

type Props = {
  label: string;
  hint?: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
};

/** A phone number that falls into groups while it is typed. */
export function PhoneField({ value, onChange, ...rest }: Props) {
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const typed = value === PHONE_START ? putAfterStart(target.value) : target.value;
    // Correcting in the middle, or taking away, must not move the cursor or bring signs back.
    const isAtEnd = typed !== target.value || target.selectionStart === target.value.length;
    onChange(isAtEnd && typed.length > value.length ? formatPhone(typed) : typed);
  };
  // Whoever comes to the field goes on after the country; a tap sets its own place only after the focus.
  const goToEnd = ({ target }: FocusEvent<HTMLInputElement>) => {
    const go = () => {
      const end = target.value.length;
      if (target.value === PHONE_START) target.setSelectionRange(end, end);
    };
    go();
    requestAnimationFrame(go);
  };
  return (
    <TextField
      name="phone"
      type="tel"
      inputMode="tel"
      autoComplete="off"
      maxLength={60}
      value={value}
      onChange={change}
      onFocus={goToEnd}
      onBlur={() => onChange(formatPhone(value))}
      {...rest}
    />
  );
}
