import { clsx } from "clsx";

type Props<V extends string> = {
  name: string;
  label: string;
  hideLabel?: boolean;
  options: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
  size?: "small" | "regular";
};

/** One of a few, all in view: radio buttons that look like chips. Arrow keys move between them. */
export function ChoiceChips<V extends string>(props: Props<V>) {
  const { name, label, hideLabel, options, value, onChange, size = "regular" } = props;
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
      {!hideLabel && (
        <span aria-hidden className="font-medium text-14 text-soft">
          {label}
        </span>
      )}
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label key={option.value} className="relative">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="peer sr-only"
            />
            <span className={clsx(CHIP, size === "small" ? "min-h-9 px-3 text-14" : "min-h-11 px-4 text-16")}>
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const CHIP = clsx(
  "reach relative inline-flex cursor-pointer items-center rounded-full border border-edge/60 bg-surface font-medium text-soft transition-colors hover:border-edge hover:text-ink",
  "peer-checked:border-palm peer-checked:bg-palm-wash peer-checked:text-palm-ink",
  "peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2",
);
