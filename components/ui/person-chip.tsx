import { clsx } from "clsx";

const WASHES = [
  "bg-palm-wash text-palm-ink",
  "bg-marigold-wash text-marigold-ink",
  "bg-laterite-wash text-laterite-ink",
  "bg-lagoon-wash text-lagoon-ink",
];

/** Who: initials, name, and whatever masked contact the server gave (`+234***4567`). */
export function PersonChip(props: {
  name: string | null;
  masked?: string | null;
  note?: string;
  className?: string;
}) {
  const shown = props.name?.trim() || props.masked || "?";
  return (
    <span className={clsx("inline-flex min-w-0 items-center gap-2.5", props.className)}>
      <Initials name={shown} />
      <span className="grid min-w-0">
        <span className="truncate font-medium">{shown}</span>
        {(props.note || (props.name && props.masked)) && (
          <span className="tabular truncate font-normal text-12 text-faint">
            {[props.masked, props.note].filter(Boolean).join(" · ")}
          </span>
        )}
      </span>
    </span>
  );
}

/** A round badge of up to two letters, its colour always the same for the same name. */
export function Initials({ name, className }: { name: string; className?: string }) {
  const letters = name
    .split(/\s+/)
    .map((word) => /\p{L}/u.exec(word)?.[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      aria-hidden
      className={clsx(
        "grid size-9 shrink-0 place-items-center rounded-full font-semibold text-12",
        WASHES[sum % WASHES.length],
        className,
      )}
    >
      {letters || "#"}
    </span>
  );
}
