"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { passkeySupport } from "@/components/auth/use-passkey";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TimeText } from "@/components/ui/time-text";
import type { PasskeyItem } from "@/lib/auth/schema";
import { safetyPageWords, settingsWords } from "@/lib/words/en/settings";
import { AddPasskey } from "./add-passkey";

const words = safetyPageWords.passkeys;

/** Her passkeys, what they give beside codes, and how to add or remove one (P2.6). */
export function PasskeysCard({ passkeys }: { passkeys: PasskeyItem[] }) {
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<PasskeyItem>();
  const [support, setSupport] = useState<"yes" | "address" | "browser">("yes");
  useEffect(() => setSupport(passkeySupport()), []);
  return (
    <Card title={words.title} id="passkeys">
      <div className="grid gap-3">
        <p className="text-14 text-soft">{words.text}</p>
        {passkeys.length === 0 ? (
          <p className="py-2 text-14 text-faint">{words.none}</p>
        ) : (
          <ul className="divide-y divide-line">
            {passkeys.map((passkey) => (
              <PasskeyLine key={passkey.passkey_id} passkey={passkey} onRemove={() => setLeaving(passkey)} />
            ))}
          </ul>
        )}
        {support === "yes" ? (
          <Button className="justify-self-start" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        ) : (
          <p className="rounded-control bg-lagoon-wash p-3 text-14 text-lagoon-ink">
            {support === "address" ? words.here : words.unsupported}
          </p>
        )}
        <p className="text-14 text-faint">{words.honest}</p>
      </div>
      {isAdding && <AddPasskey onClose={() => setAdding(false)} />}
      {leaving && <RemovePasskey passkey={leaving} onClose={() => setLeaving(undefined)} />}
    </Card>
  );
}

function PasskeyLine({ passkey, onRemove }: { passkey: PasskeyItem; onRemove: () => void }) {
  return (
    <li className="flex items-center justify-between gap-3 py-3">
      <span className="flex min-w-0 items-start gap-3">
        <KeyRound aria-hidden className="mt-0.5 size-5 shrink-0 text-palm-ink" />
        <span className="grid min-w-0">
          <span className="truncate font-medium">{passkey.name}</span>
          <span className="flex flex-wrap items-center gap-x-2 text-14 text-faint">
            <span>{passkey.synced ? words.synced : words.single}</span>
            {passkey.last_used_at ? (
              <span>
                · {words.used} <TimeText at={passkey.last_used_at} />
              </span>
            ) : (
              <span>· {words.never}</span>
            )}
          </span>
        </span>
      </span>
      <Button size="small" aria-label={words.removeOf(passkey.name)} onClick={onRemove}>
        {words.remove}
      </Button>
    </li>
  );
}

function RemovePasskey({ passkey, onClose }: { passkey: PasskeyItem; onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const { passkey_id } = passkey;
    const answer = await sendJson("/api/auth/passkeys", { passkey_id }, { method: "DELETE" });
    setBusy(false);
    if (!answer.ok && answer.problem.status !== 404) {
      return notify({ kind: "problem", id: "passkeys", title: settingsWords.failed });
    }
    notify({ kind: "done", id: "passkeys", title: words.removed });
    onClose();
    router.refresh();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      kind="dialog"
      title={words.removeTitle(passkey.name)}
      description={words.removeText}
      footer={
        <>
          <Button onClick={onClose}>{settingsWords.cancel}</Button>
          <Button look="danger" busy={busy} onClick={remove}>
            {words.remove}
          </Button>
        </>
      }
    />
  );
}
