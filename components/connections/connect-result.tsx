"use client";

import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { notify } from "@/components/ui/notify";
import { CONNECT_RESULTS, type ConnectResult, connectWords } from "@/lib/words/en/connect-results";
import { connectionWords } from "@/lib/words/en/connections";

type Outcome = { result: ConnectResult; missing: readonly string[] };

/**
 * How the way through Meta's page ended. What went well is a toast; what did not stays in view until the next try. The address
 * is cleaned, so that reading the page again says nothing twice.
 */
export function ConnectOutcome({ outcome }: { outcome?: Outcome }) {
  const [refused, setRefused] = useState(outcome && isGood(outcome) ? undefined : outcome);
  useEffect(() => {
    if (!outcome) return;
    setRefused(isGood(outcome) ? undefined : outcome);
    if (isGood(outcome)) {
      const text = connectWords(outcome.result);
      notify({
        kind: "done",
        id: "connect-result",
        title: connectionWords.result[outcome.result === "choose" ? "almost" : "good"],
        text,
      });
    }
    window.history.replaceState(null, "", "/ceo/connections");
  }, [outcome]);
  if (!refused) return null;
  return (
    <div role="alert" className="mb-5 flex gap-3 rounded-card bg-laterite-wash p-4 text-laterite-ink">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <p className="grid gap-0.5">
        <strong className="font-semibold">{connectionWords.result.bad}</strong>
        {connectWords(refused.result, refused.missing)}
      </p>
    </div>
  );
}

function isGood({ result }: Outcome): boolean {
  return CONNECT_RESULTS[result].isGood;
}
