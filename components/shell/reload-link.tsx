import type { ReactNode } from "react";
import { buttonClasses } from "@/components/ui/button-classes";

/**
 * Asks for the same address again, as a plain link: it stands on the page for when there is no network, and the scripts of
 * that page may never have come.
 */
export function ReloadLink({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: empty is the address of the page that was asked for
    <a href="" className={buttonClasses({ look: "primary" })}>
      {children}
    </a>
  );
}
