"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
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
  const [shown, setShown] = useState(outcome);
  useEffect(() => {
    if (!outcome) return;
    setShown(outcome);
    const { isGood } = CONNECT_RESULTS[outcome.result];
    if (isGood) {
      notify({
        kind: "done",
        id: "connect-result",
        title: connectionWords.result.good,
        text: connectWords(outcome.result),
      });
    } else {
      notify({ kind: "problem", id: "connect-result", title: connectionWords.result.bad });
    }
    window.history.replaceState(null, "", "/ceo/connections");
  }, [outcome]);
  if (!shown) return null;
  const { isGood } = CONNECT_RESULTS[shown.result];
  const Icon = isGood ? CircleCheck : TriangleAlert;
  const colours = isGood ? "bg-palm-wash text-palm-ink" : "bg-laterite-wash text-laterite-ink";
  return (
    <div role={isGood ? "status" : "alert"} className={`mb-5 flex gap-3 rounded-card p-4 ${colours}`}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <p className="grid gap-0.5">
        <strong className="font-semibold">{connectionWords.result[isGood ? "good" : "bad"]}</strong>
        {connectWords(shown.result, shown.missing)}
      </p>
    </div>
  );
}
