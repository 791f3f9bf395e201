import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
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

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** One of several, with the phone's own picker. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  id,
  options,
  placeholder,
  ...rest
}: FieldFrame &
  Named & { options: readonly SelectOption[]; placeholder?: string } & Omit<
    ComponentProps<"select">,
    "id" | "name"
  >) {
  const fieldId = id ?? rest.name;
  return (
    <Field id={fieldId} {...{ label, hint, error, optional, hideLabel, className }}>
      <span className="relative block">
        <select
          {...describedBy(fieldId, { hint, error })}
          className={clsx(CONTROL, "h-12 appearance-none pr-10")}
          {...rest}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute top-3.5 right-3 size-5 text-faint" />
      </span>
    </Field>
  );
}
