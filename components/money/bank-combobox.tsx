"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { BareInput } from "@/components/ui/bare-input";
import { describedBy, Field } from "@/components/ui/field";
import { type Bank, findBank, searchBanks } from "@/lib/banks";
import { moneyWords } from "@/lib/words/en/money";

const words = moneyWords.form;

type Props = { value: string; onChange: (code: string) => void; error?: string };

/**
 * A bank by a few letters of its name, with the keyboard or the thumb (WAI-ARIA combobox with a listbox). What was typed and
 * never chosen is no bank.
 */
export function BankCombobox({ value, onChange, error }: Props) {
  const combo = useCombobox(value, onChange);
  const { typed, open, found, active, choose } = combo;
  const id = "bank";
  return (
    <Field id={id} label={words.bank} hint={words.bankHint} error={error}>
      <span className="relative block">
        <BareInput
          {...describedBy(id, { hint: words.bankHint, error })}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls="bank-list"
          aria-activedescendant={open && found[active] ? optionId(found[active]) : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => combo.type(event.target.value)}
          onFocus={(event) => event.target.select()}
          onClick={combo.show}
          onBlur={combo.leave}
          onKeyDown={combo.onKeyDown}
        />
        {open && <BankList found={found} active={active} value={value} onChoose={choose} />}
        <span role="status" className="sr-only">
          {open && (found.length === 0 ? words.noBank : words.found(found.length))}
        </span>
      </span>
    </Field>
  );
}

type ListProps = { found: readonly Bank[]; active: number; value: string; onChoose: (bank: Bank) => void };

function BankList({ found, active, value, onChoose }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" });
  }, []);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={list}
      id="bank-list"
      role="listbox"
      aria-label={words.banks}
      // The field keeps the focus: pressing on the list must not take it away before the choice.
      onMouseDown={(event) => event.preventDefault()}
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-64 scroll-mt-24 scroll-mb-24 overflow-y-auto rounded-control border border-line bg-surface p-1 shadow-float"
    >
      {found.length === 0 && <p className="px-3 py-3 text-14 text-faint">{words.noBank}</p>}
      {found.map((bank, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are pointed at, never focused
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys for them
        <div
          key={bank.code}
          id={optionId(bank)}
          role="option"
          aria-selected={bank.code === value}
          onClick={() => onChoose(bank)}
          className={clsx(
            "flex min-h-11 cursor-pointer items-center rounded-4 px-3 text-16",
            at === active ? "bg-palm-wash text-palm-ink" : "hover:bg-sunken",
            bank.code === value && "font-semibold",
          )}
        >
          {bank.name}
        </div>
      ))}
    </div>
  );
}

function optionId(bank: Bank): string {
  return `bank-${bank.code}`;
}

function useCombobox(value: string, onChange: (code: string) => void) {
  const chosen = findBank(value);
  const [typed, setTyped] = useState(chosen?.name ?? "");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = searchBanks(typed === chosen?.name ? "" : typed);

  const show = () => {
    setOpen(true);
    setActive(
      Math.max(
        0,
        found.findIndex((bank) => bank.code === value),
      ),
    );
  };
  const choose = (bank: Bank) => {
    setTyped(bank.name);
    setOpen(false);
    onChange(bank.code);
  };
  const type = (text: string) => {
    setTyped(text);
    setActive(0);
    setOpen(true);
    onChange("");
  };
  /** Left with one possible bank, it is meant. */
  const leave = () => {
    setOpen(false);
    const [only, second] = searchBanks(typed);
    if (typed.trim() && !chosen && only && !second) choose(only);
  };
  const move = (to: number) => {
    if (!open) return show();
    setActive(Math.min(Math.max(0, to), Math.max(0, found.length - 1)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      ...(open
        ? {
            Home: () => move(0),
            End: () => move(found.length - 1),
            Enter: () => found[active] && choose(found[active]),
            Escape: () => setOpen(false),
          }
        : {}),
    };
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  };
  return { typed, open, found, active, show, choose, type, leave, onKeyDown };
}
