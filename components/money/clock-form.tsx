"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { sayProblem } from "@/components/auth/problem-words";
import { FormNote } from "@/components/auth/step-head";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { MoneySettingsView } from "@/lib/bank/schema";
import { moneyWords } from "@/lib/words/en/money";

const words = moneyWords.clock;

type Props = { reminderHours: number; lapseHours: number };
type Errors = { reminder?: string; lapse?: string; form?: string };

/** When a buyer who did not pay is reminded, and when the order ends (P7.6). */
export function ClockForm({ reminderHours, lapseHours }: Props) {
  const router = useRouter();
  const [reminder, setReminder] = useState(String(reminderHours));
  const [lapse, setLapse] = useState(String(lapseHours));
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = findWrong(reminder, lapse);
    setErrors(found);
    if (found.reminder || found.lapse) return;
    setBusy(true);
    const body = { reminder_hours: Number(reminder), lapse_hours: Number(lapse) };
    const answer = await sendJson<MoneySettingsView>("/api/ceo/money-settings", body, { method: "PUT" });
    setBusy(false);
    if (!answer.ok) return setErrors({ form: sayProblem(answer.problem) });
    notify({ kind: "done", title: words.done });
    router.refresh();
  };
  const field = (name: "reminder" | "lapse", value: string, change: (typed: string) => void) => (
    <TextField
      name={`${name}_hours`}
      label={words[name]}
      error={errors[name]}
      after={words.hours}
      inputMode="numeric"
      autoComplete="off"
      maxLength={3}
      value={value}
      onChange={(event) => {
        change(event.target.value);
        setErrors({});
      }}
    />
  );
  return (
    <Card title={words.title}>
      <p className="max-w-prose text-14 text-soft">{words.text}</p>
      <form noValidate onSubmit={submit} className="mt-4 grid max-w-md gap-4">
        <FormNote tone="problem">{errors.form}</FormNote>
        <div className="grid grid-cols-2 gap-3">
          {field("reminder", reminder, setReminder)}
          {field("lapse", lapse, setLapse)}
        </div>
        <Button type="submit" size="large" busy={busy} className="justify-self-start max-sm:w-full">
          {words.save}
        </Button>
      </form>
    </Card>
  );
}

function findWrong(reminder: string, lapse: string): Errors {
  const [first, last] = [wholeHours(reminder), wholeHours(lapse)];
  const isReminderRight = first !== null && first >= 1 && first <= 23;
  return {
    ...(isReminderRight ? {} : { reminder: words.wrongReminder }),
    ...(last !== null && last <= 720 && last >= (first ?? 1) ? {} : { lapse: words.wrongLapse }),
  };
}

function wholeHours(typed: string): number | null {
  return /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : null;
}
