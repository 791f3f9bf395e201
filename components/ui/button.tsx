import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger" | "attention";
export type ButtonSize = "small" | "regular" | "large";

type Shape = {
  look?: ButtonLook;
  size?: ButtonSize;
  block?: boolean;
  icon?: ReactNode;
  iconAfter?: ReactNode;
};

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
  large: "h-13 px-6 text-18 gap-2.5",
};

/** The classes of a button, for the rare element that must only look like one. */
export function buttonClasses({ look = "secondary", size = "regular", block = false }: Shape = {}): string {
  return clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-semibold no-underline",
    "transition-[background-color,border-color,color,transform] active:translate-y-px",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none",
    LOOKS[look],
    SIZES[size],
    block && "w-full",
  );
}

/** A button. While `busy` it keeps its width and its focus, shows a turning ring and takes no clicks. */
export function Button({
  look,
  size,
  block,
  icon,
  iconAfter,
  busy = false,
  type = "button",
  className,
  children,
  ...rest
}: Shape & { busy?: boolean } & ComponentProps<"button">) {
  const whileBusy = busy
    ? { "aria-disabled": true, "aria-busy": true, onClick: (event: MouseEvent) => event.preventDefault() }
    : {};
  return (
    <button
      type={type}
      className={clsx(buttonClasses({ look, size, block }), className)}
      {...rest}
      {...whileBusy}
    >
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <LoaderCircle aria-hidden className="size-5 animate-spin" />
        </span>
      )}
      <Content hidden={busy} icon={icon} iconAfter={iconAfter}>
        {children}
      </Content>
    </button>
  );
}

/** A link that looks like a button: use it when it goes somewhere. */
export function ButtonLink({
  look,
  size,
  block,
  icon,
  iconAfter,
  className,
  children,
  ...rest
}: Shape & ComponentProps<typeof Link>) {
  return (
    <Link className={clsx(buttonClasses({ look, size, block }), className)} {...rest}>
      <Content hidden={false} icon={icon} iconAfter={iconAfter}>
        {children}
      </Content>
    </Link>
  );
}

function Content(props: { hidden: boolean; icon: ReactNode; iconAfter: ReactNode; children: ReactNode }) {
  return (
    <span
      className={clsx("inline-flex items-center gap-[inherit] [&_svg]:size-5", props.hidden && "opacity-0")}
    >
      {props.icon}
      {props.children}
      {props.iconAfter}
    </span>
  );
}
