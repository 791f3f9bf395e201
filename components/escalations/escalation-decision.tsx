"use client";

import { Check, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { RejectDialog } from "@/components/receipts/reason-dialogs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { Checkbox } from "@/components/ui/toggles";
import type { DecisionInput, DecisionResult, EscalationView } from "@/lib/escalations/schema";
import { formatNaira } from "@/lib/money";
import { escalationWords, stepUpWords } from "@/lib/words/en/escalations";

const words = escalationWords.decide;

type Step =
  | { kind: "look" }
  | { kind: "reason" }
  | { kind: "code"; action: "approve" | "reject"; notes?: string };

/** The two buttons at the end of the letter; either leads to the code (P10.3). */
export function EscalationDecision({ escalation }: { escalation: EscalationView }) {
  const router = useRouter();
  const [isSeen, setSeen] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [step, setStep] = useState<Step>({ kind: "look" });
  const [isRefused, setRefused] = useState(false);
  const close = () => setStep({ kind: "look" });
  const go = (next: Step) => {
    setRefused(!navigator.onLine);
    if (navigator.onLine) setStep(next);
  };
  const isPrice = escalation.price !== null;
  const approve = () => (isSeen || isPrice ? go({ kind: "code", action: "approve" }) : setMissing(true));
  const onDone = (action: "approve" | "reject", result: DecisionResult) => {
    close();
    tellDone(escalation, action, result);
    router.refresh();
  };
  return (
    <Card title={words.title}>
      <div className="grid gap-3">
        {isPrice && <p className="text-soft">{words.priceText}</p>}
        <Checkbox
          name="credit_seen"
          className={isPrice ? "hidden" : undefined}
          checked={isSeen}
          onChange={(event) => {
            setSeen(event.target.checked);
            setMissing(false);
          }}
          aria-invalid={isMissing || undefined}
          aria-describedby={isMissing ? "credit-seen-error" : undefined}
          label={words.seen(formatNaira(escalation.total_kobo))}
          hint={words.seenHint}
        />
        <FieldError id="credit-seen">{isMissing && words.needSeen}</FieldError>
        <OfflineNote isShown={isRefused} />
        <div className="grid grid-cols-[1fr_1.4fr] gap-3">
          <Button
            size="large"
            className="text-laterite-ink"
            icon={<X aria-hidden />}
            onClick={() => go(isPrice ? { kind: "code", action: "reject" } : { kind: "reason" })}
          >
            {words.reject}
          </Button>
          <Button size="large" look="primary" icon={<Check aria-hidden />} onClick={approve}>
            {words.approve}
          </Button>
        </div>
        <p className="text-14 text-faint">{words.code}</p>
      </div>
      {step.kind === "reason" && (
        <RejectDialog
          about={escalation}
          busy={false}
          confirm={words.rejectOn}
          onClose={close}
          onSend={(notes) => setStep({ kind: "code", action: "reject", notes })}
        />
      )}
      {step.kind === "code" && (
        <DecisionCode escalation={escalation} step={step} onDone={onDone} onClose={close} />
      )}
    </Card>
  );
}

/** Why nothing happens without a network: a decision is never kept for later (P17.3). */
function OfflineNote({ isShown }: { isShown: boolean }) {
  return (
    <div role="alert" className="empty:hidden">
      {isShown && (
        <p className="rounded-control bg-laterite-wash p-3 text-14 text-laterite-ink">
          {stepUpWords.offline}
        </p>
      )}
    </div>
  );
}

type CodeProps = {
  escalation: EscalationView;
  step: Extract<Step, { kind: "code" }>;
  onDone: (action: "approve" | "reject", result: DecisionResult) => void;
  onClose: () => void;
};

function DecisionCode({ escalation, step, onDone, onClose }: CodeProps) {
  const { action, notes } = step;
  const act = useMemo(
    () => ({ purpose: `escalation.${action}`, target: escalation.escalation_id }),
    [action, escalation.escalation_id],
  );
  const decision: DecisionInput = {
    action,
    ...(notes ? { notes } : {}),
    ...(action === "approve" && escalation.price === null ? { credit_seen: true as const } : {}),
  };
  const path = `/api/ceo/escalations/${escalation.escalation_id}/decision`;
  return (
    <StepUpDialog<DecisionResult>
      act={act}
      send={(proof) => sendJson<DecisionResult>(path, { ...decision, ...proof })}
      onDone={(result) => onDone(action, result)}
      onClose={onClose}
      refusals={escalationWords.refusals}
    >
      {notes && <span className="text-14 text-soft">{notes}</span>}
    </StepUpDialog>
  );
}

function tellDone(escalation: EscalationView, action: "approve" | "reject", result: DecisionResult): void {
  const done = escalation.price
    ? { ...escalationWords.done, ...escalationWords.donePrice }
    : escalationWords.done;
  const text = action === "approve" ? done.approveText : done.rejectText;
  notify({
    kind: "done",
    id: `decided-${escalation.escalation_id}`,
    title: done[action](escalation.reference),
    text: text(escalation.buyer.name),
  });
  for (const { product_id, name, missing } of result.short) {
    notify({
      kind: "problem",
      id: `short-${product_id}`,
      title: done.short(name, missing),
      text: done.shortText,
    });
  }
}
