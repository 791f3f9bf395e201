"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { sayProblem } from "@/components/auth/problem-words";
import { FormNote } from "@/components/auth/step-head";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { MoneySettingsView } from "@/lib/bank/schema";
import { moneyWords } from "@/lib/words/en/money";

const words = moneyWords.clock;

type Props = { reminderHours: number; lapseHours: number; overdueHours: number; verifiedHours: number };
type Clock = "reminder" | "lapse" | "overdue" | "verified";
type Errors = Partial<Record<Clock | "form", string>>;

/** When an unpaid order is reminded of and ends (P7.6), when the owner is reminded (P10.5), how long a buyer is verified (P6.4). */
export function ClockForm({ reminderHours, lapseHours, overdueHours, verifiedHours }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState<Record<Clock, string>>({
    reminder: String(reminderHours),
    lapse: String(lapseHours),
    overdue: String(overdueHours),
    verified: String(verifiedHours),
  });
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = findWrong(typed);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const body = {
      reminder_hours: Number(typed.reminder),
      lapse_hours: Number(typed.lapse),
      escalation_overdue_hours: Number(typed.overdue),
      buyer_verified_hours: Number(typed.verified),
      seen: {
        reminder_hours: reminderHours,
        lapse_hours: lapseHours,
        escalation_overdue_hours: overdueHours,
        buyer_verified_hours: verifiedHours,
      },
    };
    const answer = await sendJson<MoneySettingsView>("/api/ceo/money-settings", body, { method: "PUT" });
    setBusy(false);
    if (answer.ok) notify({ kind: "done", title: words.done });
    else setErrors({ form: sayRefused(answer.problem) });
    // What was typed stays; with the hours of now read, saving once more puts it in their place.
    if (answer.ok || answer.problem.code === "superseded") router.refresh();
  };
  const field = (name: Clock) => (
    <TextField
      name={`${name}_hours`}
      label={words[name]}
      error={errors[name]}
      after={words.hours}
      inputMode="numeric"
      autoComplete="off"
      maxLength={3}
      value={typed[name]}
      onChange={(event) => {
        setTyped({ ...typed, [name]: event.target.value });
        setErrors({});
      }}
    />
  );
  return (
    <Card title={words.title}>
      <p className="max-w-prose text-14 text-soft">{words.text}</p>
      <form noValidate onSubmit={submit} className="mt-4 grid max-w-xl gap-4">
        <FormNote tone="problem">{errors.form}</FormNote>
        <div className="grid gap-3 sm:grid-cols-2 sm:items-end">
          {field("reminder")}
          {field("lapse")}
          {field("overdue")}
          {field("verified")}
        </div>
        <Button type="submit" look="primary" busy={busy} className="justify-self-start max-sm:w-full">
          {words.save}
        </Button>
      </form>
    </Card>
  );
}

function sayRefused(problem: Problem): string {
  if (problem.code !== "superseded") return sayProblem(problem);
  const now = problem.extra.current as MoneySettingsView;
  return words.changed(
    [
      [words.reminder, now.reminder_hours],
      [words.lapse, now.lapse_hours],
      [words.overdue, now.escalation_overdue_hours],
      [words.verified, now.buyer_verified_hours],
    ]
      .map(([label, hours]) => `${label} ${hours}`)
      .join("; "),
  );
}

function findWrong(typed: Record<Clock, string>): Errors {
  const [first, last] = [wholeHours(typed.reminder), wholeHours(typed.lapse)];
  const isReminderRight = first !== null && first >= 1 && first <= 23;
  return {
    ...(isReminderRight ? {} : { reminder: words.wrongReminder }),
    ...(last !== null && last <= 720 && last >= (first ?? 1) ? {} : { lapse: words.wrongLapse }),
    ...(isWithinWeek(typed.overdue) ? {} : { overdue: words.wrongWeek }),
    ...(isWithinWeek(typed.verified) ? {} : { verified: words.wrongWeek }),
  };
}

function isWithinWeek(typed: string): boolean {
  const hours = wholeHours(typed);
  return hours !== null && hours >= 1 && hours <= 168;
}

function wholeHours(typed: string): number | null {
  return /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : null;
}
