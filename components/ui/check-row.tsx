import { clsx } from "clsx";
import { CircleCheck, CircleMinus, CircleX, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { resultWords } from "@/lib/words/en/results";

export type CheckResult = "pass" | "warn" | "fail" | "not_possible";

const LOOKS: Record<CheckResult, [string, LucideIcon]> = {
  pass: ["text-palm-ink", CircleCheck],
  warn: ["text-marigold-ink", TriangleAlert],
  fail: ["text-laterite-ink", CircleX],
  not_possible: ["text-faint", CircleMinus],
};

/** One check of a receipt: its result in a word, the sentence a vendor understands, and what was seen. */
export function CheckRow({
  result,
  message,
  evidence,
}: {
  result: CheckResult;
  message: ReactNode;
  evidence?: ReactNode;
}) {
  const [colour, Icon] = LOOKS[result];
  return (
    <li className="grid grid-cols-[1.25rem_1fr] gap-x-3 py-3">
      <Icon aria-hidden className={clsx("mt-0.5 size-5", colour)} />
      <div className="grid min-w-0 gap-0.5">
        <span className={clsx("font-semibold text-12", colour)}>{resultWords.check[result]}</span>
        <p className="text-14 text-ink">{message}</p>
        {evidence && (
          <details className="text-14 text-soft">
            <summary className="w-fit py-1 text-lagoon-ink underline decoration-1 underline-offset-4">
              {resultWords.check.evidence}
            </summary>
            <div className="mt-1 rounded-control bg-sunken p-3">{evidence}</div>
          </details>
        )}
      </div>
    </li>
  );
}

const ORDER: CheckResult[] = ["fail", "warn", "not_possible", "pass"];

/** Several checks, the failing ones first. */
export function CheckList({
  checks,
}: {
  checks: readonly { id: string; result: CheckResult; message: ReactNode; evidence?: ReactNode }[];
}) {
  const sorted = [...checks].sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  return (
    <ul className="divide-y divide-line">
      {sorted.map(({ id, ...check }) => (
        <CheckRow key={id} {...check} />
      ))}
    </ul>
  );
}
