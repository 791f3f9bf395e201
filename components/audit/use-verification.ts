"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { notify } from "@/components/ui/notify";
import type { LastVerification } from "@/lib/audit/schema";
import { auditSealWords as words } from "@/lib/words/en/audit-seal";
import type { Progress } from "./run-verification";

/** The verification that the seal shows: the last one, or the one that runs, with how far it has come. */
export function useVerification(last: LastVerification | null) {
  const router = useRouter();
  const [found, setFound] = useState(last);
  const [progress, setProgress] = useState<Progress | null>(null);

  const verify = async () => {
    setProgress({ entries: 0, of: 0 });
    const verdict = await import("./run-verification")
      .then(({ runVerification }) => runVerification(setProgress))
      .catch(() => null);
    setProgress(null);
    if (!verdict) {
      const text = navigator.onLine ? words.failed : words.offline;
      return notify({ kind: "problem", id: "audit-verify", title: text });
    }
    setFound(verdict);
    // The verification is itself a line of the log.
    router.refresh();
  };
  return { found, progress, verify };
}
