"use client";

import { clsx } from "clsx";
import { OTPInput, type SlotProps } from "input-otp";
import { ClipboardPaste } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { confirmingWords } from "@/lib/words/en/confirming";
import { type CodeShape, cleanCode, findCode } from "./code-shapes";
import { FieldError } from "./field";

type Props = {
  shape: CodeShape;
  value: string;
  onChange: (code: string) => void;
  /** Called once when the last cell is filled. */
  onComplete?: (code: string) => void;
  label?: string;
  hideLabel?: boolean;
  error?: string;
  /** A number that grows with each refusal: the cells shake and the caret returns. */
  shakes?: number;
  disabled?: boolean;
  autoFocus?: boolean;
  name?: string;
};

/** One cell per character; one real input underneath, so paste, autofill from the SMS and readers all work. */
export function CodeField({
  shape,
  value,
  onChange,
  onComplete,
  error,
  shakes = 0,
  disabled,
  name = "otp",
  ...rest
}: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const label = rest.label ?? confirmingWords.code.label(shape.length);
  const described = error ? `${id}-error` : undefined;

  useEffect(() => {
    if (shakes > 0) input.current?.focus();
  }, [shakes]);

  return (
    <div className="grid gap-2">
      <div className="flex min-h-9 items-center justify-between gap-3">
        <label htmlFor={id} className={clsx("font-medium text-14", rest.hideLabel && "sr-only")}>
          {label}
        </label>
        <PasteButton disabled={disabled} onPaste={(text) => fill(text, { shape, onChange, onComplete })} />
      </div>
      <div key={shakes} className={clsx(shakes > 0 && "animate-shake")}>
        <OTPInput
          ref={input}
          id={id}
          name={name}
          value={value}
          onChange={onChange}
          onComplete={onComplete}
          maxLength={shape.length}
          pattern={shape.pattern}
          pasteTransformer={(text) => findCode(text, shape) ?? cleanCode(text)}
          inputMode="text"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus={rest.autoFocus}
          disabled={disabled}
          aria-label={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={described}
          noScriptCSSFallback={null}
          containerClassName="w-full"
          render={({ slots }) => <Cells slots={slots} wrong={Boolean(error)} disabled={disabled} />}
        />
      </div>
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}

function fill(
  text: string,
  { shape, onChange, onComplete }: Pick<Props, "shape" | "onChange" | "onComplete">,
) {
  const code = findCode(text, shape);
  if (!code) return false;
  onChange(code);
  if (code.length === shape.length) onComplete?.(code);
  return true;
}

function Cells({ slots, wrong, disabled }: { slots: SlotProps[]; wrong: boolean; disabled?: boolean }) {
  const middle = slots.length / 2;
  return (
    <div
      aria-hidden
      className={clsx(
        "grid gap-1.5 sm:gap-2",
        slots.length > 6
          ? "grid-cols-[repeat(4,1fr)_0.25rem_repeat(4,1fr)]"
          : "grid-cols-[repeat(3,1fr)_0.5rem_repeat(3,1fr)]",
      )}
    >
      {slots.map((slot, at) => [
        at === middle && <span key="gap" />,
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
        <Cell key={at} slot={slot} wrong={wrong} disabled={disabled} />,
      ])}
    </div>
  );
}

function Cell({ slot, wrong, disabled }: { slot: SlotProps; wrong: boolean; disabled?: boolean }) {
  return (
    <div
      className={clsx(
        "exact grid h-14 min-w-0 place-items-center rounded-control border bg-surface font-semibold text-22 transition-[border-color,box-shadow,background-color]",
        wrong ? "border-laterite bg-laterite-wash/50 text-laterite-ink" : "border-edge text-ink",
        slot.isActive && "outline-2 outline-focus -outline-offset-1",
        disabled && "opacity-60",
      )}
    >
      {slot.char ?? (slot.hasFakeCaret && <span className="h-6 w-0.5 animate-caret bg-ink" />)}
    </div>
  );
}

function PasteButton({ disabled, onPaste }: { disabled?: boolean; onPaste: (text: string) => boolean }) {
  const [can, setCan] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => setCan(typeof navigator.clipboard?.readText === "function"), []);
  if (!can) return null;
  const paste = async () => {
    const pasted = await navigator.clipboard.readText().then(onPaste, () => false);
    setFailed(!pasted);
  };
  return (
    <>
      <button
        type="button"
        disabled={disabled}
        onClick={paste}
        className="reach -mr-2 ml-auto inline-flex h-9 items-center gap-1.5 rounded-control px-2 font-medium text-14 text-lagoon-ink hover:bg-lagoon-wash disabled:opacity-50"
      >
        <ClipboardPaste aria-hidden className="size-4" />
        {confirmingWords.code.paste}
      </button>
      <span role="status" className="sr-only">
        {failed ? confirmingWords.code.pasteFailed : ""}
      </span>
    </>
  );
}
