import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";
import { ButtonContent, type ButtonProps } from "./button";
import { buttonClasses } from "./button-classes";

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
}: ButtonProps & ComponentProps<typeof Link>) {
  return (
    <Link className={clsx(buttonClasses({ look, size, block }), className)} {...rest}>
      <ButtonContent icon={icon} iconAfter={iconAfter}>
        {children}
      </ButtonContent>
    </Link>
  );
}
