import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { CONTROL } from "./bare-input";
import { describedBy, Field, type FieldFrame } from "./field";

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
}: FieldFrame & { name: string; id?: string } & {
  options: readonly SelectOption[];
  placeholder?: string;
} & Omit<ComponentProps<"select">, "id" | "name">) {
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
