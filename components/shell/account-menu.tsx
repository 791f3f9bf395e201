"use client";

import { LogOut } from "lucide-react";
import { type ReactNode, useState } from "react";
import { notify } from "@/components/ui/notify";
import { Initials } from "@/components/ui/person-chip";
import { shellWords } from "@/lib/words/en/shell";
import { Disclosure } from "./disclosure";
import { ThemeSwitch } from "./theme-switch";

type Props = { name: string; masked?: string; place: "rail" | "bar"; children?: ReactNode };

/** Who is signed in, the look of the pages, and the way out. `children` are further links. */
export function AccountMenu({ name, masked, place, children }: Props) {
  return (
    <Disclosure
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
        <ThemeSwitch />
        <SignOut />
      </div>
    </Disclosure>
  );
}

function SignOut() {
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    const done = await fetch("/api/auth/sign-out", { method: "POST" }).then(
      (answer) => answer.ok || answer.status === 401,
      () => false,
    );
    if (done) return window.location.assign("/login?reason=signed-out");
    setBusy(false);
    notify({ kind: "problem", id: "sign-out", title: shellWords.signOutFailed });
  };
  return (
    <button
      type="button"
      onClick={signOut}
      disabled={busy}
      className="flex min-h-11 items-center gap-3 rounded-control px-3 font-medium text-laterite-ink hover:bg-laterite-wash disabled:opacity-50"
    >
      <LogOut aria-hidden className="size-5" />
      {shellWords.signOut}
    </button>
  );
}
