import { clsx } from "clsx";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { type ButtonShape, buttonClasses } from "./button-classes";

export type ButtonProps = ButtonShape & { icon?: ReactNode; iconAfter?: ReactNode };

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
}: ButtonProps & { busy?: boolean } & ComponentProps<"button">) {
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
        <span aria-hidden className="absolute inset-0 grid place-items-center">
          <span className="size-5 animate-spin rounded-full border-2 border-current border-r-transparent" />
        </span>
      )}
      <ButtonContent hidden={busy} icon={icon} iconAfter={iconAfter}>
        {children}
      </ButtonContent>
    </button>
  );
}

/** Icon, words, icon; invisible but in place while the button is busy. */
export function ButtonContent(props: {
  hidden?: boolean;
  icon?: ReactNode;
  iconAfter?: ReactNode;
  children: ReactNode;
}) {
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
