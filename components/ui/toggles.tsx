import { clsx } from "clsx";
import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

type Toggle = { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<"input">, "type">;

/** A switch: takes effect at once. A native checkbox underneath, so forms and keyboards know it. */
export function Switch({ label, hint, className, ...rest }: Toggle) {
  return (
    <label className={clsx("flex min-h-11 cursor-pointer items-center justify-between gap-4", className)}>
      <Words label={label} hint={hint} />
      <span className="relative inline-flex shrink-0">
        {/* biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its own state */}
        <input type="checkbox" role="switch" className="peer sr-only" {...rest} />
        <span className="h-7 w-12 rounded-full border border-edge bg-sunken transition-colors peer-checked:border-palm peer-checked:bg-palm peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2 peer-disabled:opacity-50" />
        <span className="absolute top-1 left-1 size-5 rounded-full bg-edge transition-transform peer-checked:translate-x-5 peer-checked:bg-on-palm" />
      </span>
    </label>
  );
}

/** A tick box: part of a form that is sent later. */
export function Checkbox({ label, hint, className, ...rest }: Toggle) {
  return (
    <label className={clsx("flex min-h-11 cursor-pointer items-start gap-3 py-2.5", className)}>
      <span className="relative mt-0.5 inline-flex shrink-0">
        <input type="checkbox" className="peer sr-only" {...rest} />
        <span className="size-5 rounded-4 border border-edge bg-surface transition-colors peer-checked:border-palm peer-checked:bg-palm peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2 peer-disabled:opacity-50" />
        <Check
          aria-hidden
          strokeWidth={3}
          className="absolute inset-0.5 size-4 scale-75 text-on-palm opacity-0 transition-all peer-checked:scale-100 peer-checked:opacity-100"
        />
      </span>
      <Words label={label} hint={hint} />
    </label>
  );
}

function Words({ label, hint }: { label: ReactNode; hint?: ReactNode }) {
  return (
    <span className="grid">
      <span className="font-medium text-16 text-ink">{label}</span>
      {hint && <span className="text-14 text-faint">{hint}</span>}
    </span>
  );
}
