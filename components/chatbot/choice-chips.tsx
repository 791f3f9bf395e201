import { clsx } from "clsx";

type Props<V extends string> = {
  name: string;
  label: string;
  hideLabel?: boolean;
  options: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
  size?: "small" | "regular";
  /** On a phone in one row that scrolls sideways. */
  oneRow?: boolean;
  /** Two sides of one thing rather than a choice: parts of one bar. */
  isBar?: boolean;
};

/** One of a few, all in view: radio buttons that look like chips. Arrow keys move between them. */
export function ChoiceChips<V extends string>(props: Props<V>) {
  const { name, label, hideLabel, options, value, onChange, size = "regular", oneRow, isBar } = props;
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
      {!hideLabel && (
        <span aria-hidden className={clsx("font-medium text-14 text-soft", oneRow && "max-lg:hidden")}>
          {label}
        </span>
      )}
      <div className={isBar ? BAR : clsx("flex gap-2", oneRow ? ONE_ROW : "flex-wrap")}>
        {options.map((option) => (
          <label key={option.value} className={clsx("relative", isBar && "flex-1")}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="peer sr-only"
            />
            <span
              className={
                isBar ? PART : clsx(CHIP, size === "small" ? "min-h-9 px-3 text-14" : "min-h-11 px-4 text-16")
              }
            >
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const ONE_ROW =
  "max-lg:-mx-4 max-lg:overflow-x-auto max-lg:px-4 max-lg:py-1 lg:flex-wrap [scrollbar-width:none]";

const BAR = "flex w-full rounded-control bg-sunken p-1";

const PART = clsx(
  "reach flex min-h-9 cursor-pointer items-center justify-center rounded-4 font-medium text-14 text-faint transition-colors hover:text-ink",
  "peer-checked:bg-surface peer-checked:text-ink",
  "peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2",
);

const CHIP = clsx(
  "reach relative inline-flex cursor-pointer items-center whitespace-nowrap rounded-full border border-edge/60 bg-surface font-medium text-soft transition-colors hover:border-edge hover:text-ink",
  "peer-checked:border-palm peer-checked:bg-palm-wash peer-checked:text-palm-ink",
  "peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2",
);
