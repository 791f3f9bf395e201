import { clsx } from "clsx";
import { formatNaira, formatNairaExact } from "@/lib/money";

/** Kobo as naira, figures of one width: `₦12,500`, or with `exact` always `₦12,500.00`. */
export function Money({ kobo, exact, className }: { kobo: number; exact?: boolean; className?: string }) {
  return (
    <span className={clsx("tabular whitespace-nowrap", className)}>
      {exact ? formatNairaExact(kobo) : formatNaira(kobo)}
    </span>
  );
}
