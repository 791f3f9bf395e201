import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

/** A square button with a picture only; `label` is what is read out. 44 px, so that a thumb hits it. */
export function IconButton({
  label,
  children,
  className,
  type = "button",
  ...rest
}: { label: string; children: ReactNode } & ComponentProps<"button">) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={clsx(
        "grid size-11 shrink-0 place-items-center rounded-control text-soft transition-colors hover:bg-sunken hover:text-ink",
        "disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-5",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
