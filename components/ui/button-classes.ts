import { clsx } from "clsx";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger" | "attention";
export type ButtonSize = "small" | "regular" | "large";

export type ButtonShape = { look?: ButtonLook; size?: ButtonSize; block?: boolean };

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-palm text-on-palm border-transparent hover:bg-palm-deep active:bg-palm-deep",
  secondary: "bg-surface text-ink border-edge/60 hover:border-edge hover:bg-sunken active:bg-sunken",
  quiet: "bg-transparent text-soft border-transparent hover:bg-sunken hover:text-ink active:bg-sunken",
  danger: "bg-laterite text-on-laterite border-transparent hover:bg-laterite-deep active:bg-laterite-deep",
  attention: "bg-marigold text-on-marigold border-transparent hover:brightness-95 active:brightness-95",
};
const SIZES: Record<ButtonSize, string> = {
  small: "reach h-9 px-3 text-14 gap-1.5",
  regular: "h-11 px-4 text-16 gap-2",
  large: "h-13 px-4 sm:px-6 text-18 gap-2.5",
};

/** The classes of a button, for the rare element that must only look like one. */
export function buttonClasses({
  look = "secondary",
  size = "regular",
  block = false,
}: ButtonShape = {}): string {
  return clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-semibold no-underline",
    "transition-[background-color,border-color,color,transform] active:translate-y-px",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none",
    LOOKS[look],
    SIZES[size],
    block && "w-full",
  );
}
