import type { ReactNode } from "react";
import { Logo } from "@/components/brand/logo";
import { SkipLink } from "@/components/shell/skip-link";
import { authWords } from "@/lib/words/en/auth";

/** The calm frame around registration and sign-in: one column, one thing to do. */
export function AuthFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="px-4 py-4 md:px-8 md:py-6">
        <a href="/" aria-label={authWords.back} className="inline-flex min-h-11 items-center">
          <Logo />
        </a>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-md flex-1 px-4 pt-2 pb-10 outline-none md:pt-[6vh]"
      >
        {children}
        <noscript>
          <p className="mt-6 rounded-control bg-marigold-wash p-3 text-14 text-marigold-ink">
            {authWords.noScript}
          </p>
        </noscript>
      </main>
      <footer className="pb-8">
        <p className="mx-auto flex max-w-md items-start px-4 gap-2 text-14 text-faint">
          <KeySign />
          {authWords.why}
        </p>
      </footer>
    </div>
  );
}

/** Drawn here and not taken from the icon set, to keep the sign-in page's first load small. */
function KeySign() {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className="mt-0.5 size-4 shrink-0 fill-none stroke-2 stroke-current"
    >
      <circle cx="8" cy="16" r="5" />
      <path d="m11.5 12.5 9-9M15 9l3.5 3.5M18 6l2.5 2.5" strokeLinecap="round" />
    </svg>
  );
}
