"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { sayRefused } from "@/components/auth/say-refused";
import { FormNote } from "@/components/auth/step-head";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { makePasskey, type PasskeyOptions } from "@/components/auth/use-passkey";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import { deviceName } from "@/lib/words/device-name";
import { safetyPageWords } from "@/lib/words/en/settings";

const words = safetyPageWords.passkeys;
const ACT = { purpose: "passkey.add", target: {} };

/** Adds a passkey in three steps: a name, the proof that it is her, the device. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(() => deviceName(navigator.userAgent));
  const [isNamed, setNamed] = useState(false);
  const [options, setOptions] = useState<PasskeyOptions>();
  if (options) return <MakeStep name={name.trim()} options={options} onClose={onClose} />;
  if (isNamed) {
    return (
      <StepUpDialog<PasskeyOptions>
        act={ACT}
        send={(proof) => sendJson("/api/auth/passkeys/options", proof)}
        onDone={setOptions}
        onClose={onClose}
      />
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) setNamed(true);
  };
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={words.add} description={words.text}>
      <form noValidate onSubmit={submit} className="grid gap-4 pt-2">
        <TextField
          name="passkey_name"
          label={words.nameLabel}
          hint={words.nameHint}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="primary" size="large" block disabled={!name.trim()}>
          {words.begin}
        </Button>
      </form>
    </Modal>
  );
}

/** A press of its own: some browsers make a passkey only right after one. */
function MakeStep({
  name,
  options,
  onClose,
}: {
  name: string;
  options: PasskeyOptions;
  onClose: () => void;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    const made = await makePasskey(options);
    if (!made.ok) {
      setBusy(false);
      return setProblem(made.name === "InvalidStateError" ? words.known : words.failed);
    }
    const answer = await sendJson("/api/auth/passkeys", { credential: made.answer, name });
    setBusy(false);
    if (!answer.ok) return setProblem(sayRefused(answer.problem, { wrong_code: words.failed }));
    notify({ kind: "done", id: "passkeys", title: words.added, text: words.addedText });
    onClose();
    router.refresh();
  };
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={words.make} description={words.makeText}>
      <div className="grid gap-3 pt-2">
        <FormNote tone="problem">{problem}</FormNote>
        {busy && <p className="text-14 text-soft">{words.making}</p>}
        <Button look="primary" size="large" block busy={busy} onClick={make}>
          {words.make}
        </Button>
      </div>
    </Modal>
  );
}
