"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import type { MoneySettingsView } from "@/lib/bank/schema";
import { formatNaira, parseNaira } from "@/lib/money";
import { moneyWords } from "@/lib/words/en/money";

const words = moneyWords.threshold;
const MIN_KOBO = 100_000;
const MAX_KOBO = 100_000_000_000;

/** From how much on orders come to the owner; changed with a code (P12.1). */
export function ThresholdForm({ kobo }: { kobo: number }) {
  const router = useRouter();
  const [typed, setTyped] = useState(nairaOf(kobo));
  const [error, setError] = useState<string>();
  const [chosen, setChosen] = useState<number>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = parseNaira(typed);
    if (wanted === null || wanted < MIN_KOBO || wanted > MAX_KOBO) return setError(words.wrong);
    if (wanted === kobo) return setError(words.same);
    setChosen(wanted);
  };
  return (
    <Card title={words.title}>
      <p className="max-w-prose text-14 text-soft">{words.text}</p>
      <form noValidate onSubmit={submit} className="mt-4 grid max-w-md gap-4">
        <TextField
          name="threshold"
          label={words.label}
          hint={words.hint(formatNaira(kobo))}
          error={error}
          before="₦"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setError(undefined);
          }}
          onBlur={() => {
            const wanted = parseNaira(typed);
            if (wanted !== null) setTyped(nairaOf(wanted));
          }}
        />
        <Button type="submit" className="justify-self-start max-sm:w-full">
          {words.save}
        </Button>
      </form>
      {chosen !== undefined && (
        <ThresholdCode
          kobo={chosen}
          onClose={() => setChosen(undefined)}
          onDone={(settings) => {
            setChosen(undefined);
            const amount = formatNaira(settings.escalation_threshold_kobo);
            notify({ kind: "done", title: words.done(amount) });
            router.refresh();
          }}
        />
      )}
    </Card>
  );
}

type CodeProps = { kobo: number; onDone: (settings: MoneySettingsView) => void; onClose: () => void };

function ThresholdCode({ kobo, onDone, onClose }: CodeProps) {
  const act = useMemo(
    () => ({ purpose: "threshold.change", target: { escalation_threshold_kobo: kobo } }),
    [kobo],
  );
  return (
    <StepUpDialog<MoneySettingsView>
      act={act}
      send={(proof) =>
        sendJson<MoneySettingsView>(
          "/api/ceo/money-settings/threshold",
          { ...act.target, ...proof },
          { method: "PUT" },
        )
      }
      onDone={onDone}
      onClose={onClose}
      refusals={moneyWords.refusals}
    >
      <span className="text-14 text-soft">{words.reason}</span>
    </StepUpDialog>
  );
}

/** Naira without the sign, as the field shows it: "1,000,000". */
function nairaOf(kobo: number): string {
  return formatNaira(kobo).replace("₦", "");
}
