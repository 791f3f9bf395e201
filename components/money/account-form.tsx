"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { TextField } from "@/components/ui/text-field";
import { Checkbox } from "@/components/ui/toggles";
import type { BankAccountView } from "@/lib/bank/schema";
import { findBank } from "@/lib/banks";
import { looksMistyped } from "@/lib/nuban";
import { moneyWords } from "@/lib/words/en/money";
import { BankCombobox } from "./bank-combobox";

const words = moneyWords.form;

type Draft = { bank: string; number: string; name: string; confirmed: boolean };
type Errors = Partial<Record<keyof typeof words.missing, string>>;
type Props = { isFirst: boolean; onDone: () => void; onClose?: () => void };

/** Bank, number, name; the number is checked while it is typed. The code comes last (P7.5). */
export function AccountForm({ isFirst, onDone, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>({ bank: "", number: "", name: "", confirmed: false });
  const [errors, setErrors] = useState<Errors>({});
  const [isAsking, setAsking] = useState(false);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors({});
  };
  const digits = digitsOf(draft.number);
  const isOdd = digits.length === 10 && draft.bank !== "" && looksMistyped(draft.bank, digits);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = findMissing(draft, digits, isOdd);
    setErrors(missing);
    setAsking(Object.keys(missing).length === 0);
  };
  return (
    <Card title={words.title}>
      <form noValidate onSubmit={submit} className="grid max-w-md gap-4">
        <AccountFields draft={draft} errors={errors} isOdd={isOdd} change={change} />
        <p className="text-14 text-soft">{isFirst ? words.first : words.later}</p>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="primary" size="large" className="max-sm:w-full">
            {words.save}
          </Button>
          {onClose && (
            <Button size="large" look="quiet" onClick={onClose} className="max-sm:w-full">
              {words.cancel}
            </Button>
          )}
        </div>
      </form>
      {isAsking && (
        <AccountCode
          draft={{ ...draft, number: digits }}
          onClose={() => setAsking(false)}
          onDone={(added) => {
            setAsking(false);
            tellAdded(added);
            onDone();
          }}
        />
      )}
    </Card>
  );
}

type FieldsProps = {
  draft: Draft;
  errors: Errors;
  isOdd: boolean;
  change: (part: Partial<Draft>) => void;
};

function AccountFields({ draft, errors, isOdd, change }: FieldsProps) {
  const digits = digitsOf(draft.number);
  return (
    <>
      <BankCombobox value={draft.bank} onChange={(bank) => change({ bank })} error={errors.bank} />
      <TextField
        name="account_number"
        label={words.number}
        hint={<NumberHint bank={draft.bank} digits={digits} isOdd={isOdd} />}
        error={errors.number}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        className="tabular"
        value={draft.number}
        onChange={(event) => change({ number: event.target.value, confirmed: false })}
      />
      {isOdd && (
        <div>
          <Checkbox
            name="confirm_nuban"
            label={words.confirm}
            checked={draft.confirmed}
            aria-invalid={errors.confirm ? true : undefined}
            aria-describedby={errors.confirm ? "confirm-nuban-error" : undefined}
            onChange={(event) => change({ confirmed: event.target.checked })}
          />
          <FieldError id="confirm-nuban">{errors.confirm}</FieldError>
        </div>
      )}
      <TextField
        name="account_name"
        label={words.name}
        hint={words.nameHint}
        error={errors.name}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
      />
    </>
  );
}

type HintProps = { bank: string; digits: string; isOdd: boolean };

function NumberHint({ bank, digits, isOdd }: HintProps) {
  const known = findBank(bank);
  if (digits.length !== 10 || !known || known.checksDigit === false) return words.numberHint;
  const [look, Icon] = isOdd
    ? (["text-marigold-ink", TriangleAlert] as const)
    : (["text-palm-ink", CircleCheck] as const);
  return (
    <span role="status" className={`flex items-center gap-1.5 ${look}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {isOdd ? words.misfit(known.name) : words.fits(known.name)}
    </span>
  );
}

type CodeProps = { draft: Draft; onDone: (added: BankAccountView) => void; onClose: () => void };

function AccountCode({ draft, onDone, onClose }: CodeProps) {
  const { bank, number, name, confirmed } = draft;
  const act = useMemo(
    () => ({
      purpose: "bank-account.change",
      target: { bank_code: bank, account_number: number, account_name: name.trim() },
    }),
    [bank, number, name],
  );
  const body = { ...act.target, ...(confirmed ? { confirm_nuban: true } : {}) };
  return (
    <StepUpDialog<BankAccountView>
      act={act}
      send={(proof) => sendJson<BankAccountView>("/api/ceo/bank-accounts", { ...body, ...proof })}
      onDone={onDone}
      onClose={onClose}
      refusals={moneyWords.refusals}
    >
      <span className="tabular text-14 text-soft">{number}</span>
    </StepUpDialog>
  );
}

function digitsOf(typed: string): string {
  return typed.normalize("NFKC").replace(/[\s.-]/g, "");
}

function findMissing(draft: Draft, digits: string, isOdd: boolean): Errors {
  const { missing } = words;
  return {
    ...(draft.bank ? {} : { bank: missing.bank }),
    ...(/^\d{10}$/.test(digits) ? {} : { number: missing.number }),
    ...(draft.name.trim().length >= 2 ? {} : { name: missing.name }),
    ...(isOdd && !draft.confirmed ? { confirm: missing.confirm } : {}),
  };
}

function tellAdded(added: BankAccountView): void {
  const { done } = words;
  notify({
    kind: "done",
    title: added.state === "in_force" ? done.first : done.later,
    text: done.text(added.bank_name, added.account_number.slice(-4)),
  });
}
