"use client";

import { type FormEvent, useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { sendJson } from "@/components/ui/send-json";
import { TextAreaField } from "@/components/ui/text-area-field";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords } from "@/lib/words/en/receipts";
import { uiWords } from "@/lib/words/en/ui";

const words = reviewWords.deletion;

const REASON_MIN = 3;
const REASON_MAX = 300;

type Props = { receipt: ReceiptView; onDone: () => void; onClose: () => void };

/** Asks why, then for a code for exactly that. */
export function DeleteDialog({ receipt, onDone, onClose }: Props) {
  const [reason, setReason] = useState<string>();
  const { receipt_id: id, reference } = receipt;
  const act = useMemo(
    () => ({ purpose: "receipt.delete", target: { id, reason: reason ?? "" } }),
    [id, reason],
  );
  if (reason === undefined) return <Question reference={reference} onGoOn={setReason} onClose={onClose} />;
  return (
    <StepUpDialog<ReceiptView>
      act={act}
      send={(proof) => sendJson(`/api/receipts/${id}`, { reason, ...proof }, { method: "DELETE" })}
      onDone={onDone}
      onClose={onClose}
      refusals={{ not_found: words.gone }}
    />
  );
}

type QuestionProps = { reference: string; onGoOn: (reason: string) => void; onClose: () => void };

function Question({ reference, onGoOn, onClose }: QuestionProps) {
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = reason.trim();
    if (said.length < REASON_MIN) return setMissing(true);
    onGoOn(said);
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(reference)}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="danger" type="submit" form="delete-receipt">
            {words.goOn}
          </Button>
        </>
      }
    >
      <form id="delete-receipt" noValidate onSubmit={submit} className="pt-2">
        <TextAreaField
          name="reason"
          label={words.reason}
          hint={words.hint}
          rows={3}
          maxLength={REASON_MAX}
          value={reason}
          error={isMissing ? words.needReason : undefined}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
        />
      </form>
    </Modal>
  );
}
