"use client";

import { Plus } from "lucide-react";
import { useRef } from "react";
import { TextAreaField } from "@/components/ui/text-area-field";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { OWN_TEXT_LIMITS, PLACEHOLDERS, type Placeholder } from "@/lib/words/own-text";
import { textProblem } from "./voice";

const words = chatbotWords.texts;

type Props = {
  name: string;
  label: string;
  hint?: string;
  /** What is said while this is empty. */
  ours?: string;
  value: string;
  error?: string;
  onChange: (value: string) => void;
  onFocus?: () => void;
  optional?: boolean;
};

/** A text in the CEO's own words: how much room is left, and placeholders that are put in with a tap. */
export function OwnTextField({ name, label, hint, ours, value, error, onChange, onFocus, optional }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const insert = (placeholder: Placeholder) => {
    const area = frame.current?.querySelector("textarea");
    const [start, end] = [area?.selectionStart ?? value.length, area?.selectionEnd ?? value.length];
    const put = `{${placeholder}}`;
    onChange(value.slice(0, start) + put + value.slice(end));
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(start + put.length, start + put.length);
    });
  };
  return (
    <div ref={frame} className="grid gap-1.5">
      <TextAreaField
        name={name}
        label={label}
        hint={hint}
        error={error ?? textProblem(value)}
        optional={optional}
        rows={2}
        value={value}
        placeholder={ours}
        onChange={(event) => onChange(event.target.value)}
        onFocus={onFocus}
        autoComplete="off"
      />
      <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <span className="flex flex-wrap gap-1.5">
          {PLACEHOLDERS.map((placeholder) => (
            <button
              key={placeholder}
              type="button"
              aria-label={words.insertLabel(words.placeholders[placeholder], label)}
              onClick={() => insert(placeholder)}
              className="reach inline-flex h-8 items-center gap-1 rounded-full border border-line bg-sunken px-2.5 text-12 text-soft transition-colors hover:border-edge hover:text-ink"
            >
              <Plus aria-hidden className="size-3.5" />
              {words.placeholders[placeholder]}
            </button>
          ))}
        </span>
        <Room used={value.trim().length} />
      </div>
    </div>
  );
}

/** How much is written; read out only when it gets tight. */
function Room({ used }: { used: number }) {
  const limit = OWN_TEXT_LIMITS.text;
  const left = limit - used;
  return (
    <>
      <span aria-hidden className={`tabular text-12 ${left < 0 ? "text-laterite-ink" : "text-faint"}`}>
        {words.count(used, limit)}
      </span>
      <span role="status" className="sr-only">
        {left <= 100 && left % 20 === 0 ? words.left(left) : ""}
      </span>
    </>
  );
}
