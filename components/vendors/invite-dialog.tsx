"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { VendorView } from "@/lib/members/schema";
import { uiWords } from "@/lib/words/en/ui";
import { vendorWords } from "@/lib/words/en/vendors";
import { isPhoneEmpty } from "./format-phone";
import { EMPTY, type Typed } from "./invitation";
import { PhoneField } from "./phone-field";

const words = vendorWords.invite;

type Props = {
  typed: Typed;
  onTyped: (change: (before: Typed) => Typed) => void;
  onClose: () => void;
};

/** The form to invite somebody. What is typed is kept by whoever opened it, until it has been sent. */
export function InviteDialog({ typed, onTyped, onClose }: Props) {
  const formId = useId();
  const { errors, busy, put, send } = useInvitation(typed, onTyped, onClose);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={busy}>
            {words.send}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} noValidate className="grid gap-4 pt-2">
        <TextField
          name="name"
          label={words.name}
          maxLength={100}
          autoComplete="off"
          value={typed.name}
          onChange={(event) => put("name")(event.target.value)}
          error={errors.name}
        />
        <PhoneField
          label={words.phone}
          hint={words.phoneHint}
          value={typed.phone}
          onChange={put("phone")}
          error={errors.phone}
        />
        <TextField
          name="email"
          type="email"
          inputMode="email"
          label={words.email}
          optional
          maxLength={254}
          autoComplete="off"
          value={typed.email}
          onChange={(event) => put("email")(event.target.value)}
          error={errors.email}
        />
        {errors.form && (
          <p role="alert" className="font-medium text-14 text-laterite-ink">
            {errors.form}
          </p>
        )}
      </form>
    </Modal>
  );
}

/** What is typed, what is wrong with it, and how it is sent. */
function useInvitation(typed: Typed, onTyped: Props["onTyped"], onSent: () => void) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const put = (field: keyof Typed) => (value: string) => {
    onTyped((before) => ({ ...before, [field]: value }));
    setErrors(({ [field]: _gone, form: _old, ...others }) => others);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = {
      ...(typed.name.trim() ? {} : { name: words.noName }),
      ...(isPhoneEmpty(typed.phone) ? { phone: words.noPhone } : {}),
    };
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const answer = await sendJson<VendorView>("/api/ceo/vendors", typed);
    setBusy(false);
    if (!answer.ok) return setErrors(errorsOf(answer.problem));
    onSent();
    onTyped(() => EMPTY);
    notify({ kind: "done", title: words.sent(answer.data.name), text: words.sentText });
    router.refresh();
  };
  return { errors, busy, put, send };
}

function errorsOf(problem: Problem): Record<string, string> {
  const { phone, name, email } = problem.fields;
  const shown = { ...(name ? { name } : {}), ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
  if (Object.keys(shown).length > 0) return shown;
  if (problem.code === "offline") return { form: vendorWords.offline };
  return { form: problem.code === "rate_limited" ? vendorWords.many : vendorWords.failed };
}
