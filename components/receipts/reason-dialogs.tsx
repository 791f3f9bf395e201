"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { TextAreaField } from "@/components/ui/text-area-field";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords } from "@/lib/words/en/receipts";
import { uiWords } from "@/lib/words/en/ui";
import { RefusalNote } from "./decision-bar";
import type { Refusal } from "./use-decision";

type Props = {
  /** The order's reference and buyer. */
  about: Pick<ReceiptView, "reference" | "buyer">;
  /** The words of the button, where it does not decide yet. */
  confirm?: string;
  busy: boolean;
  refusal?: Refusal;
  onClose: () => void;
  onSend: (notes: string) => void;
};

const NOTES_MAX = 500;

/** Asks why, with the usual reasons to choose from; the sentence can be changed before it goes to the buyer. */
export function RejectDialog({ about, confirm, busy, refusal, onClose, onSend }: Props) {
  const words = reviewWords.rejecting;
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return setMissing(true);
    onSend(reason.trim());
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(about.reference)}
      description={words.text(about.buyer.name)}
      dismissible={!busy}
      footer={
        <>
          <Button onClick={onClose} disabled={busy}>
            {uiWords.cancel}
          </Button>
          <Button look="danger" type="submit" form="reject-form" busy={busy}>
            {confirm ?? words.confirm}
          </Button>
        </>
      }
    >
      <form id="reject-form" noValidate onSubmit={submit} className="grid gap-4">
        {refusal && <RefusalNote refusal={refusal} />}
        <fieldset>
          <legend className="mb-2 font-medium text-14">{words.choose}</legend>
          <div className="flex flex-wrap gap-2">
            {words.reasons.map(([key, label, sentence]) => (
              <button
                key={key}
                type="button"
                aria-pressed={reason === sentence}
                onClick={() => {
                  setReason(sentence);
                  setMissing(false);
                }}
                className="h-11 rounded-full border border-edge/60 px-4 font-medium text-14 text-soft transition-colors hover:border-edge hover:text-ink aria-pressed:border-laterite aria-pressed:bg-laterite-wash aria-pressed:text-laterite-ink"
              >
                {label}
              </button>
            ))}
          </div>
        </fieldset>
        <TextAreaField
          name="reason"
          label={words.reason}
          value={reason}
          maxLength={NOTES_MAX}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
          error={isMissing ? words.needReason : undefined}
        />
      </form>
    </Modal>
  );
}

/** Puts the order before the owner, with what she should know. */
export function FlagDialog({ about, confirm, busy, refusal, onClose, onSend }: Props) {
  const words = reviewWords.flagging;
  const [notes, setNotes] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(notes.trim());
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(about.reference)}
      description={words.text}
      dismissible={!busy}
      footer={
        <>
          <Button onClick={onClose} disabled={busy}>
            {uiWords.cancel}
          </Button>
          <Button look="attention" type="submit" form="flag-form" busy={busy}>
            {confirm ?? words.confirm}
          </Button>
        </>
      }
    >
      <form id="flag-form" onSubmit={submit} className="grid gap-4">
        {refusal && <RefusalNote refusal={refusal} />}
        <TextAreaField
          name="notes"
          label={words.notes}
          optional
          value={notes}
          maxLength={NOTES_MAX}
          onChange={(event) => setNotes(event.target.value)}
        />
      </form>
    </Modal>
  );
}
