import { clsx } from "clsx";
import type { ReactNode } from "react";
import { fieldWords } from "@/lib/words/en/field";

export type FieldFrame = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: boolean;
  hideLabel?: boolean;
  className?: string;
};

/** What ties a control to its hint and error for a screen reader. Spread it on the control. */
export function describedBy(id: string, { hint, error }: Pick<FieldFrame, "hint" | "error">) {
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return { id, "aria-describedby": described, "aria-invalid": error ? true : undefined };
}

/** Label above, control, then the hint, or in its place the error. The control inside must carry `describedBy(id, …)`. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  children,
}: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className={clsx("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className={clsx("font-medium text-14 text-ink", hideLabel && "sr-only")}>
        {label}
        {optional && <span className="font-normal text-faint"> ({fieldWords.optional})</span>}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-14 text-faint">
          {hint}
        </p>
      )}
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}

/** The sentence that says what is wrong with one field; nothing when nothing is. */
export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p
      id={`${id}-error`}
      className="flex animate-fade items-start gap-1.5 font-medium text-14 text-laterite-ink"
    >
      <AlertSign />
      <span>{children}</span>
    </p>
  );
}

/** Drawn here and not taken from the icon set, to keep the sign-in page's first load small. */
function AlertSign() {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className="mt-0.5 size-4 shrink-0 fill-none stroke-current stroke-2"
    >
      <circle cx="12" cy="12" r="10" />
      <path d="M12 7.5v5.5M12 16.5v.1" strokeLinecap="round" />
    </svg>
  );
}
