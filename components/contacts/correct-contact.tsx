"use client";

import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { ContactChange, ContactView } from "@/lib/contacts/schema";
import { contactWords } from "@/lib/words/en/contacts";
import { uiWords } from "@/lib/words/en/ui";

const words = contactWords.correct;

/** The button and the dialog to correct a name or an email. */
export function CorrectContact({ contact }: { contact: ContactView }) {
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const change = readChange(new FormData(event.currentTarget));
    const answer = await sendJson(`/api/ceo/contacts/${contact.contact_id}`, change, { method: "PATCH" });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setOpen(false);
    setProblem(undefined);
    notify({ kind: "done", id: "contact", title: words.saved });
    router.refresh();
  };
  const general = problem && Object.keys(problem.fields).length === 0 ? sayProblem(problem) : undefined;

  return (
    <>
      <Button size="small" look="quiet" icon={<Pencil aria-hidden />} onClick={() => setOpen(true)}>
        {words.button}
      </Button>
      <Modal
        open={open}
        onOpenChange={setOpen}
        title={words.title}
        description={words.text}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{uiWords.cancel}</Button>
            <Button look="primary" type="submit" form={formId} busy={busy}>
              {words.save}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={save} noValidate className="grid gap-4 pt-2">
          <Fields contact={contact} problem={problem} />
          {general && (
            <p role="alert" className="font-medium text-14 text-laterite-ink">
              {general}
            </p>
          )}
        </form>
      </Modal>
    </>
  );
}

function Fields({ contact, problem }: { contact: ContactView; problem?: Problem }) {
  return (
    <>
      <TextField
        name="name"
        label={words.name}
        defaultValue={contact.name ?? ""}
        maxLength={80}
        autoComplete="off"
        error={problem?.fields.name}
      />
      <TextField
        name="email"
        type="email"
        inputMode="email"
        label={words.email}
        hint={words.emailHint}
        optional
        defaultValue={contact.email ?? ""}
        maxLength={254}
        autoComplete="off"
        error={problem?.fields.email}
      />
    </>
  );
}

/** A contact without a name stays without one when nothing was typed. */
function readChange(form: FormData): ContactChange {
  const name = String(form.get("name") ?? "").trim();
  const email = String(form.get("email") ?? "").trim();
  return { ...(name ? { name } : {}), email: email || null };
}

function sayProblem(problem: Problem): string {
  return problem.code === "offline" ? words.offline : words.failed;
}
