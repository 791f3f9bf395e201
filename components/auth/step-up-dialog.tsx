"use client";

import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import type { Answer } from "@/components/ui/send-json";
import type { CodeOrPasskey } from "@/lib/auth/schema";
import { stepUpWords as words } from "@/lib/words/en/escalations";
import { passkeyWords } from "@/lib/words/en/settings";
import { CodeForm } from "./code-form";
import { PasskeyForm } from "./passkey-form";
import { sayRefused } from "./say-refused";
import { FormNote } from "./step-head";
import { type StepUpAct, useStepUp } from "./use-step-up";

/** What the act's own call carries along: the code, or a passkey's answer in its place. */
export type CodeProof = { challenge_id: string; otp: CodeOrPasskey };

type Props<Data> = {
  act: StepUpAct;
  /** Sends the act itself with the code. */
  send: (proof: CodeProof) => Promise<Answer<Data>>;
  onDone: (data: Data) => void;
  onClose: () => void;
  /** Words for refusals of the act itself, by their code. */
  refusals?: Record<string, string>;
  /** More about the act: amount, buyer. */
  children?: ReactNode;
};

/**
 * *Verify your identity* (P10.3): says what is approved, takes her passkey or sends a code for exactly that, and does it with
 * the answer.
 */
export function StepUpDialog<Data>({ act, send, onDone, onClose, refusals, children }: Props<Data>) {
  const { challenge, problem, isAsking, ask, forget } = useStepUp(act);
  const passkey = challenge && (
    <PasskeyForm
      key={challenge.challenge_id}
      challenge={challenge}
      send={send}
      onDone={onDone}
      onUsedUp={forget}
      refusals={refusals}
      quiet={challenge.sent}
    />
  );
  const isSent = challenge?.sent === true;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={
        isSent ? words.sent(challenge.masked_to) : !challenge && isAsking ? words.asking : undefined
      }
    >
      <div className="grid gap-4 pt-2">
        {challenge && (
          <div className="flex items-start gap-3 rounded-control bg-sunken p-3">
            <ShieldCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-palm-ink" />
            <div className="grid min-w-0">
              <span className="text-12 text-faint">{words.act}</span>
              <span className="font-semibold [overflow-wrap:anywhere]">{challenge.action}</span>
              {children}
            </div>
          </div>
        )}
        {isSent && (
          <CodeForm
            challenge={challenge}
            askedAt={challenge.askedAt}
            ask={ask}
            send={send}
            onDone={onDone}
            onUsedUp={forget}
            refusals={refusals}
          />
        )}
        {passkey}
        {!isSent && (
          <>
            <FormNote tone="problem">{problem && sayRefused(problem, refusals)}</FormNote>
            <Button
              look={challenge ? "quiet" : "primary"}
              size={challenge ? "regular" : "large"}
              block
              busy={isAsking}
              onClick={ask}
            >
              {challenge ? passkeyWords.instead : words.retry}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}
