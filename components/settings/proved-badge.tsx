import { BadgeCheck, Clock } from "lucide-react";
import { settingsWords as words } from "@/lib/words/en/settings";

/** A phone or email, and whether it has been proved. */
export function ProvedContact({ value, isProved }: { value: string; isProved: boolean }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="tabular font-semibold text-18 [overflow-wrap:anywhere]">{value}</span>
      <span
        className={
          isProved
            ? "inline-flex items-center gap-1.5 text-14 text-palm-ink [&_svg]:size-4"
            : "inline-flex items-center gap-1.5 text-14 text-marigold-ink [&_svg]:size-4"
        }
      >
        {isProved ? <BadgeCheck aria-hidden /> : <Clock aria-hidden />}
        {isProved ? words.verified : words.unverified}
      </span>
    </p>
  );
}
