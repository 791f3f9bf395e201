import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { BareInput } from "./bare-input";
import { describedBy, Field, type FieldFrame } from "./field";

type Named = { name: string; id?: string };

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
    <BareInput
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
