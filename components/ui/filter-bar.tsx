"use client";

import { clsx } from "clsx";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { BareInput } from "./bare-input";

export type Filter =
  | { kind: "search"; name: string; label: string; placeholder?: string }
  | {
      kind: "chips";
      name: string;
      label: string;
      options: readonly { value: string; label: string }[];
      all?: string;
    }
  | { kind: "date"; name: string; label: string };

const TYPING_PAUSE_MS = 250;

/** Filters that live in the URL: shareable, kept by Back, and a plain form where scripts do not run. */
export function FilterBar({ filters, className }: { filters: readonly Filter[]; className?: string }) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (name: string, value: string, pauseMs = 0) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next = new URLSearchParams(window.location.search);
      next.delete("cursor");
      if (value) next.set(name, value);
      else next.delete(name);
      const query = next.toString();
      startTransition(() => router.replace(query ? `${path}?${query}` : path, { scroll: false }));
    }, pauseMs);
  };
  const active = filters.some((filter) => params.get(filter.name));

  return (
    <search className={clsx("flex flex-wrap items-center gap-x-4 gap-y-3", className)} aria-busy={pending}>
      {filters.map((filter) => (
        <Control
          key={filter.name}
          filter={filter}
          value={params.get(filter.name) ?? ""}
          pending={pending}
          change={change}
        />
      ))}
      {active && (
        <button
          type="button"
          onClick={() => startTransition(() => router.replace(path, { scroll: false }))}
          className="reach h-9 rounded-control px-2 font-medium text-14 text-lagoon-ink hover:bg-lagoon-wash"
        >
          {uiWords.clearFilters}
        </button>
      )}
    </search>
  );
}

type ControlProps<Kind> = {
  filter: Extract<Filter, { kind: Kind }>;
  value: string;
  pending: boolean;
  change: (name: string, value: string, pauseMs?: number) => void;
};

function Control(props: ControlProps<Filter["kind"]>) {
  if (props.filter.kind === "search") return <SearchBox {...props} filter={props.filter} />;
  if (props.filter.kind === "chips") return <Chips {...props} filter={props.filter} />;
  const { name, label } = props.filter;
  return (
    // On a phone two days stand beside each other, each under its label.
    <span className="flex items-center gap-2 text-14 text-faint max-sm:min-w-0 max-sm:flex-1 max-sm:basis-36 max-sm:flex-col max-sm:items-start max-sm:gap-1">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <BareInput
        id={`filter-${name}`}
        type="date"
        key={props.value}
        defaultValue={props.value}
        onChange={(event) => props.change(name, event.target.value)}
        className="h-11! w-40 tabular max-sm:w-full"
      />
    </span>
  );
}

function SearchBox({ filter, value, pending, change }: ControlProps<"search">) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = value;
  }, [value]);
  return (
    <span className="relative min-w-56 flex-1 md:max-w-80">
      {/* Drawn here and not taken from the icon set, to keep the lists' first load small. */}
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className={clsx(
          "absolute top-3 left-3 size-5 fill-none stroke-2 stroke-current text-faint",
          pending && "animate-breathe",
        )}
      >
        <path d="m21 21-4-4M11 3a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z" strokeLinecap="round" />
      </svg>
      <BareInput
        ref={box}
        type="search"
        name={filter.name}
        aria-label={filter.label}
        placeholder={filter.placeholder ?? filter.label}
        defaultValue={value}
        enterKeyHint="search"
        onChange={(event) => change(filter.name, event.target.value.trim(), TYPING_PAUSE_MS)}
        className="h-11! pl-10"
      />
    </span>
  );
}

function Chips({ filter, value, change }: ControlProps<"chips">) {
  const options = [{ value: "", label: filter.all ?? uiWords.all }, ...filter.options];
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0">
      <legend className="sr-only">{filter.label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={value === option.value}
          onClick={() => change(filter.name, option.value)}
          className="reach h-9 shrink-0 rounded-full border border-edge/60 bg-surface px-3.5 font-medium text-14 text-soft transition-colors hover:border-edge hover:text-ink aria-pressed:border-palm aria-pressed:bg-palm-wash aria-pressed:text-palm-ink"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
