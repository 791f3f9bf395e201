"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TimeText } from "@/components/ui/time-text";
import type { Profile } from "@/lib/auth/schema";
import { safetyPageWords, settingsWords } from "@/lib/words/en/settings";

const words = safetyPageWords.recovery;

/** A recovery that somebody started with a code from her mailbox, and the button that stops it. */
export function RecoveryBanner({ recovery }: { recovery: NonNullable<Profile["recovery"]> }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const stop = async () => {
    setBusy(true);
    const path = `/api/auth/recovery/${recovery.recovery_id}`;
    const answer = await sendJson(path, undefined, { method: "DELETE" });
    setBusy(false);
    const title = answer.ok ? words.stopped : settingsWords.failed;
    notify({ kind: answer.ok ? "done" : "problem", id: "recovery", title });
    router.refresh();
  };
  return (
    <section
      aria-labelledby="recovery-title"
      className="grid gap-3 rounded-card border border-laterite/40 bg-laterite-wash p-4 text-laterite-ink md:p-5"
    >
      <h2 id="recovery-title" className="font-semibold">
        {words.title}
      </h2>
      <p>
        {words.text} <TimeText at={recovery.ready_at} say="full" />
      </p>
      <Button look="danger" className="justify-self-start" busy={busy} onClick={stop}>
        {words.stop}
      </Button>
    </section>
  );
}
