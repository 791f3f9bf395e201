"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { goToSignIn } from "@/components/auth/go-to-sign-in";
import { notify } from "@/components/ui/notify";
import { shellWords } from "@/lib/words/en/shell";
import { ThemeSwitch } from "./theme-switch";

/** The look of the pages, and the way out. Fetched when the account menu is about to open. */
export function AccountControls() {
  return (
    <>
      <ThemeSwitch />
      <SignOut />
    </>
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
    if (done) return goToSignIn("signed-out");
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
