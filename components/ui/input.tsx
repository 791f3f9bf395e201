import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { CONTROL, describedBy, Field, type FieldFrame } from "./field";

type Named = { name: string; id?: string };

/** A bare text input in the house look; give it a label yourself. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(CONTROL, "h-12", className)} {...rest} />;
}

/** One line of text with label, hint and error. `before` and `after` sit inside the frame (₦, a unit). */
export function TextField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  before,
  after,
  id,
  ...rest
}: FieldFrame &
  Named & { before?: ReactNode; after?: ReactNode } & Omit<ComponentProps<"input">, "id" | "name">) {
  const fieldId = id ?? rest.name;
  const input = (
    <Input
      {...describedBy(fieldId, { hint, error })}
      className={clsx(before && "pl-9", after && "pr-14")}
      {...rest}
    />
  );
  return (
    <Field id={fieldId} {...{ label, hint, error, optional, hideLabel, className }}>
      {before || after ? (
        <span className="relative block">
          {before && (
            <span className="absolute inset-y-0 left-3 grid place-items-center text-faint">{before}</span>
          )}
          {input}
          {after && (
            <span className="absolute inset-y-0 right-3 grid place-items-center text-14 text-faint">
              {after}
            </span>
          )}
        </span>
      ) : (
        input
      )}
    </Field>
  );
}

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
