import type { ReactNode } from "react";
import { Logo } from "@/components/brand/logo";

/** A page with one sentence and one thing to do: not found, gone wrong, no network. */
export function PlainPage({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="px-4 py-4 md:px-8 md:py-6">
        <a href="/" className="inline-flex min-h-11 items-center">
          <Logo />
        </a>
      </header>
      <main
        id="content"
        className="mx-auto grid w-full max-w-lg flex-1 content-center justify-items-start gap-4 px-4 pb-32"
      >
        <h1 className="font-bold font-display text-36">{title}</h1>
        <p className="text-18 text-soft">{text}</p>
        {children}
      </main>
    </div>
  );
}
