"use client";

import type { ReactNode } from "react";
import { later } from "@/components/ui/later";
import { Initials } from "@/components/ui/person-chip";
import { shellWords } from "@/lib/words/en/shell";
import { Disclosure } from "./disclosure";

type Props = { name: string; masked?: string; place: "rail" | "bar"; children?: ReactNode };

const load = () => import("./account-controls").then((file) => ({ default: file.AccountControls }));
const ControlsLater = later(load);

/** Who is signed in, the look of the pages, and the way out. `children` are further links. */
export function AccountMenu({ name, masked, place, children }: Props) {
  return (
    <Disclosure
      onApproach={() => void load().catch(() => undefined)}
      label={place === "bar" ? `${shellWords.account}: ${name}` : shellWords.account}
      button={
        <>
          <Initials name={name} />
          {place === "rail" && (
            <span className="grid min-w-0 text-left">
              <span className="truncate font-medium text-14">{name}</span>
              {masked && <span className="tabular truncate text-12 text-faint">{masked}</span>}
            </span>
          )}
        </>
      }
      buttonClassName={
        place === "rail"
          ? "flex min-h-13 w-full items-center gap-3 rounded-control px-2 hover:bg-sunken"
          : "grid size-11 place-items-center rounded-full"
      }
      panelClassName={place === "rail" ? "bottom-full left-0 mb-2 w-full" : "top-full right-0 mt-2 w-64"}
    >
      {place === "bar" && (
        <p className="grid px-3 pt-1 pb-3">
          <span className="font-semibold">{name}</span>
          {masked && <span className="tabular text-14 text-faint">{masked}</span>}
        </p>
      )}
      <div className="grid gap-2">
        {children}
        <ControlsLater fallback={<div className="h-24" />} />
      </div>
    </Disclosure>
  );
}
