"use client";

import { useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { BankAccountView } from "@/lib/bank/schema";
import { moneyWords } from "@/lib/words/en/money";

const words = moneyWords.remove;

type Props = {
  account: BankAccountView;
  /** What buyers are sent once this one is out. */
  next: BankAccountView | undefined;
  onDone: () => void;
  onClose: () => void;
};

/** Says what taking an account out means, then asks for the code. */
export function RemoveAccount({ account, next, onDone, onClose }: Props) {
  const [isSure, setSure] = useState(false);
  const isWaiting = account.state === "waiting";
  const id = account.bank_account_id;
  const act = useMemo(() => ({ purpose: "bank-account.change", target: { id } }), [id]);
  if (isSure) {
    const path = `/api/ceo/bank-accounts/${encodeURIComponent(id)}`;
    return (
      <StepUpDialog<BankAccountView>
        act={act}
        send={(proof) => sendJson<BankAccountView>(path, proof, { method: "DELETE" })}
        onDone={() => {
          notify({ kind: "done", title: isWaiting ? words.cancelled : words.done });
          onDone();
        }}
        onClose={onClose}
        refusals={moneyWords.refusals}
      />
    );
  }
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={isWaiting ? words.cancelTitle : words.title}
      description={`${account.bank_name} ${account.account_number_masked}, ${account.account_name}`}
      footer={
        <div className="grid grid-cols-[1fr_1.4fr] gap-3">
          <Button size="large" onClick={onClose}>
            {words.keep}
          </Button>
          <Button size="large" look="danger" onClick={() => setSure(true)}>
            {words.go}
          </Button>
        </div>
      }
    >
      <p className="text-soft">{isWaiting ? words.cancelText : words.text}</p>
      {account.state === "in_force" && (
        <p className="mt-2 font-medium">
          {next ? words.next(next.bank_name, next.account_number.slice(-4)) : words.nothing}
        </p>
      )}
    </Modal>
  );
}
