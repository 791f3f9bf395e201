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
import type { ChangedProfile, Profile } from "@/lib/auth/schema";
import { settingsWords } from "@/lib/words/en/settings";

const words = settingsWords.names;

type Problem = { form?: string; name?: string; company?: string; current?: Profile };

/** Her name and the business's. Of two tabs the second is told, and keeps what it typed. */
export function NamesCard({ profile }: { profile: Profile }) {
  const { names, setNames, problem, busy, submit, takeNew } = useNames(profile);
  return (
    <Card title={words.title}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <FormNote tone="problem">
          {problem.current
            ? `${problem.form} ${words.conflictNow(problem.current.name, problem.current.company_name)}`
            : problem.form}
        </FormNote>
        <TextField
          name="name"
          label={words.name}
          autoComplete="name"
          maxLength={100}
          value={names.name}
          onChange={(event) => setNames({ ...names, name: event.target.value })}
          error={problem.name}
        />
        <TextField
          name="company_name"
          label={words.company}
          hint={words.companyHint}
          autoComplete="organization"
          maxLength={100}
          value={names.company}
          onChange={(event) => setNames({ ...names, company: event.target.value })}
          error={problem.company}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="primary" busy={busy} className="max-sm:w-full">
            {words.save}
          </Button>
          {problem.current && (
            <Button onClick={() => problem.current && takeNew(problem.current)}>{words.takeNew}</Button>
          )}
        </div>
      </form>
    </Card>
  );
}

/** What is typed, and saving it. `version` is that of what she last saw. */
function useNames(profile: Profile) {
  const router = useRouter();
  const [names, setNames] = useState({ name: profile.name, company: profile.company_name });
  const [version, setVersion] = useState(profile.version);
  const [problem, setProblem] = useState<Problem>({});
  const [busy, setBusy] = useState(false);

  const takeNew = ({ name, company_name: company, version: now }: Profile) => {
    setNames({ name, company });
    setVersion(now);
    setProblem({});
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = findMissing(names);
    if (missing) return setProblem(missing);
    setBusy(true);
    const body = { name: names.name, company_name: names.company, version };
    const answer = await sendJson<ChangedProfile>("/api/ceo/profile", body, { method: "PATCH" });
    setBusy(false);
    if (answer.ok) {
      takeNew(answer.data);
      notify({ kind: "done", id: "names", title: settingsWords.saved });
      return router.refresh();
    }
    const { code, fields, extra } = answer.problem;
    if (code !== "conflict") {
      return setProblem({
        form: sayProblem(answer.problem),
        name: fields.name,
        company: fields.company_name,
      });
    }
    const current = extra.current as Profile;
    // Saving again is then a choice, made with both versions in view.
    setVersion(current.version);
    setProblem({ form: words.conflict, current });
  };
  return { names, setNames, problem, busy, submit, takeNew };
}

function findMissing({ name, company }: { name: string; company: string }): Problem | undefined {
  if (!name.trim()) return { name: words.needName };
  return company.trim() ? undefined : { company: words.needCompany };
}
