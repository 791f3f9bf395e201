"use client";

import { type FormEvent, useState } from "react";
import { sayProblem } from "@/components/auth/problem-words";
import { FormNote } from "@/components/auth/step-head";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import { Checkbox } from "@/components/ui/toggles";
import type { PushSettingsView } from "@/lib/push/schema";
import { pushWords } from "@/lib/words/en/push";

const words = pushWords.wishes;

type Kind = PushSettingsView["kinds"][number];
type Wishes = Pick<PushSettingsView, "on" | "quiet_from" | "quiet_to" | "kinds">;
type Errors = { from?: string; to?: string; form?: string };

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What a member wants to be told of, and when not. `offered` are the kinds that can ever come to them. */
export function WishesCard({ settings, offered }: { settings: PushSettingsView; offered: readonly Kind[] }) {
  const { on, quiet_from, quiet_to, kinds } = settings;
  const [wishes, setWishes] = useState<Wishes>({ on, quiet_from, quiet_to, kinds });
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const change = (named: Partial<Wishes>) => {
    setWishes({ ...wishes, ...named });
    setErrors({});
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = findWrong(wishes);
    setErrors(found);
    if (found.from || found.to) return;
    setBusy(true);
    const answer = await sendJson<PushSettingsView>("/api/push/settings", wishes, { method: "PUT" });
    setBusy(false);
    if (!answer.ok) return setErrors({ form: sayProblem(answer.problem) });
    notify({ kind: "done", id: "push-wishes", title: words.saved });
  };
  const toggleKind = (kind: Kind, isWanted: boolean) =>
    change({ kinds: isWanted ? [...wishes.kinds, kind] : wishes.kinds.filter((one) => one !== kind) });
  return (
    <Card title={words.title}>
      <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
        <FormNote tone="problem">{errors.form}</FormNote>
        <Checkbox
          name="on"
          label={words.on}
          hint={words.onHint}
          checked={wishes.on}
          onChange={(event) => change({ on: event.target.checked })}
        />
        <fieldset disabled={!wishes.on}>
          <legend className="font-medium text-14 text-soft">{words.kinds}</legend>
          {offered.map((kind) => (
            <Checkbox
              key={kind}
              name={`kind-${kind}`}
              {...words.kind[kind]}
              checked={wishes.kinds.includes(kind)}
              onChange={(event) => toggleKind(kind, event.target.checked)}
            />
          ))}
        </fieldset>
        <QuietHours wishes={wishes} errors={errors} change={change} />
        <Button type="submit" look="primary" busy={busy} className="justify-self-start max-sm:w-full">
          {words.save}
        </Button>
      </form>
    </Card>
  );
}

function QuietHours(props: { wishes: Wishes; errors: Errors; change: (named: Partial<Wishes>) => void }) {
  const { wishes, errors, change } = props;
  return (
    <fieldset className="grid gap-2" disabled={!wishes.on}>
      <legend className="font-medium text-14 text-soft">{words.quiet}</legend>
      <p className="text-14 text-faint">
        {words.quietHint} {words.none}
      </p>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          type="time"
          name="quiet_from"
          label={words.from}
          error={errors.from}
          value={wishes.quiet_from}
          onChange={(event) => change({ quiet_from: event.target.value })}
        />
        <TextField
          type="time"
          name="quiet_to"
          label={words.to}
          error={errors.to}
          value={wishes.quiet_to}
          onChange={(event) => change({ quiet_to: event.target.value })}
        />
      </div>
    </fieldset>
  );
}

function findWrong({ quiet_from, quiet_to }: Wishes): Errors {
  return {
    ...(CLOCK.test(quiet_from) ? {} : { from: words.wrongTime }),
    ...(CLOCK.test(quiet_to) ? {} : { to: words.wrongTime }),
  };
}
