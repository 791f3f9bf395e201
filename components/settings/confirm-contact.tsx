"use client";

import type { FormEvent } from "react";
import { useCodeCheck } from "@/components/auth/use-code-check";
import { Button } from "@/components/ui/button";
import { CodeField } from "@/components/ui/code-field";
import { CODE_SHAPES } from "@/components/ui/code-shapes";
import { Modal } from "@/components/ui/modal";
import { useSecondsUntil } from "@/components/ui/resend-countdown";
import { sendJson } from "@/components/ui/send-json";
import type { Profile } from "@/lib/auth/schema";
import { codeWords } from "@/lib/words/en/codes";
import { clockText } from "@/lib/words/times";

const TRIES = 3;

export type Confirmation = {
  challenge_id: string;
  masked_to: string;
  ttl_minutes: number;
  /** Ms since 1970. */
  askedAt: number;
};

type Props = {
  confirmation: Confirmation;
  /** Where the code is answered. */
  path: string;
  words: { confirmTitle: string; confirmText: (to: string) => string; confirm: string; over: string };
  onDone: () => void;
  onClose: () => void;
};

/** The code that proves a mailbox or number to be hers. */
export function ConfirmContact({ confirmation, path, words, onDone, onClose }: Props) {
  const secondsGood = useSecondsUntil(confirmation.askedAt + confirmation.ttl_minutes * 60_000);
  const check = useCodeCheck<Profile>(
    TRIES,
    async (otp) => {
      const body = { challenge_id: confirmation.challenge_id, otp };
      const answer = await sendJson<Profile>(path, body);
      return answer.ok ? { ok: true, value: answer.data } : { ok: false, ...answer.problem };
    },
    onDone,
  );
  const shape = CODE_SHAPES.ceo;
  const over = check.dead || secondsGood === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (check.code.length === shape.length) void check.submit();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.confirmTitle}
      description={words.confirmText(confirmation.masked_to)}
    >
      <form noValidate onSubmit={submit} className="grid gap-4 pt-2">
        <CodeField
          shape={shape}
          value={check.code}
          onChange={check.change}
          onComplete={(typed) => check.submit(typed)}
          error={over ? words.over : check.error}
          shakes={check.wrongTries}
          disabled={over}
          autoFocus
        />
        {!over && (
          <p className="tabular text-right text-14 text-faint">{codeWords.good(clockText(secondsGood))}</p>
        )}
        <Button
          type="submit"
          look="primary"
          size="large"
          block
          busy={check.busy}
          disabled={over || check.code.length < shape.length}
        >
          {words.confirm}
        </Button>
      </form>
    </Modal>
  );
}
