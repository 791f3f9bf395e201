import { negotiationWords } from "@/lib/words/en/negotiation";

const words = negotiationWords.sheet.kind;

/** Whether the price is for everything or for one piece. */
export function PriceKind({ isPiece, onChange }: { isPiece: boolean; onChange: (isPiece: boolean) => void }) {
  return (
    <fieldset className="flex rounded-control bg-sunken p-1">
      <legend className="sr-only">{words.label}</legend>
      {([false, true] as const).map((choice) => (
        <button
          key={String(choice)}
          type="button"
          aria-pressed={isPiece === choice}
          onClick={() => onChange(choice)}
          className="min-h-11 flex-1 rounded-4 px-3 font-medium text-14 text-soft transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink"
        >
          {choice ? words.piece : words.everything}
        </button>
      ))}
    </fieldset>
  );
}
