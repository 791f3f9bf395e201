"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sayRefused } from "@/components/auth/say-refused";
import { FormNote } from "@/components/auth/step-head";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ChangedProfile } from "@/lib/auth/schema";
import { settingsWords } from "@/lib/words/en/settings";
import { type Confirmation, ConfirmContact } from "./confirm-contact";

const words = settingsWords.phone;
const PATH = "/api/ceo/profile/phone";

/** For a number that was never proved: a code by SMS, typed here. */
export function VerifyPhone() {
  const router = useRouter();
  const [confirm, setConfirm] = useState<Confirmation>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setProblem(undefined);
    const answer = await sendJson<ChangedProfile>(PATH, {});
    setBusy(false);
    if (!answer.ok) return setProblem(sayRefused(answer.problem, words.refusals));
    if (answer.data.confirm) setConfirm({ ...answer.data.confirm, askedAt: Date.now() });
  };
  const onDone = () => {
    setConfirm(undefined);
    notify({ kind: "done", id: "phone", title: words.done });
    router.refresh();
  };
  return (
    <div className="grid gap-3">
      <p className="text-14 text-soft">{words.pending}</p>
      <FormNote tone="problem">{problem}</FormNote>
      <Button look="primary" className="justify-self-start" busy={busy} onClick={ask}>
        {words.verify}
      </Button>
      {confirm && (
        <ConfirmContact
          confirmation={confirm}
          path={PATH}
          words={words}
          onDone={onDone}
          onClose={() => setConfirm(undefined)}
        />
      )}
    </div>
  );
}
