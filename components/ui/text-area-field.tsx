import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { CONTROL } from "./bare-input";
import { describedBy, Field, type FieldFrame } from "./field";

type Named = { name: string; id?: string };

/** Several lines of text. */
export function TextAreaField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  id,
  rows = 3,
  ...rest
}: FieldFrame & Named & Omit<ComponentProps<"textarea">, "id" | "name">) {
  const fieldId = id ?? rest.name;
  return (
    <Field id={fieldId} {...{ label, hint, error, optional, hideLabel, className }}>
      <textarea
        {...describedBy(fieldId, { hint, error })}
        rows={rows}
        className={clsx(CONTROL, "resize-y py-2.5 [field-sizing:content]")}
        {...rest}
      />
    </Field>
  );
}
