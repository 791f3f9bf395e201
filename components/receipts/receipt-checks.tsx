import Link from "next/link";
import { CheckList } from "@/components/ui/check-row";
import type { ReceiptCheck } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";

/** What a person can compare by looking, where no machine has. */
const BY_EYE = ["is_receipt", "amount", "beneficiary", "status", "time", "payment_reference"];

/** The checks: what does not fit first, then what to compare with one's own eyes, then what nobody looked at. */
export function ReceiptChecks({ checks }: { checks: readonly ReceiptCheck[] }) {
  const seen = checks.filter((check) => check.result !== "not_possible");
  const rest = checks.filter((check) => check.result === "not_possible");
  const byEye = rest.filter((check) => BY_EYE.includes(check.id));
  const unchecked = rest.filter((check) => !BY_EYE.includes(check.id));
  return (
    <div className="grid gap-4">
      {seen.length > 0 && (
        <section>
          <h2 className="font-semibold text-14">{words.checks}</h2>
          <CheckList checks={seen.map((check) => ({ ...check, evidence: evidenceOf(check) }))} />
        </section>
      )}
      {byEye.length > 0 && (
        <section>
          <h2 className="mb-1 font-semibold text-14">{words.eyes}</h2>
          <ul className="grid list-disc gap-1.5 pl-5 text-14 marker:text-faint">
            {byEye.map((check) => (
              <li key={check.id}>{check.message}</li>
            ))}
          </ul>
        </section>
      )}
      {unchecked.length > 0 && (
        <details className="text-14">
          <summary className="w-fit py-2.5 text-soft">{words.unchecked(unchecked.length)}</summary>
          <ul className="mt-1 grid list-disc gap-1.5 pl-5 text-faint">
            {unchecked.map((check) => (
              <li key={check.id}>{check.message}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function evidenceOf({ evidence }: ReceiptCheck) {
  const earlier = evidence?.receipt_id;
  if (typeof earlier !== "string") return undefined;
  return (
    <Link
      href={`/vendor/receipts/${earlier}`}
      className="text-lagoon-ink underline decoration-1 underline-offset-4"
    >
      {words.earlier}
    </Link>
  );
}
