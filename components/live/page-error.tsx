"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { failWords as words } from "@/lib/words/en/dashboard";

type Props = { error: Error & { digest?: string }; reset: () => void };

/**
 * A page inside the frame that failed: what to do, the number to quote, and one button that reads it again. Every page of the
 * frame loads it ahead, so it leans on nothing.
 */
export function PageError({ error, reset }: Props) {
  const router = useRouter();
  const [retrying, startTransition] = useTransition();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-12 text-center">
      <h2 className="font-semibold text-18">{words.title}</h2>
      <p className="text-soft">{words.text}</p>
      {error.digest && (
        <p className="text-14 text-faint">
          {words.number} <code className="exact select-all">{error.digest}</code>
        </p>
      )}
      <button
        type="button"
        onClick={retry}
        aria-busy={retrying || undefined}
        className="mt-4 h-11 rounded-control border border-edge/60 bg-surface px-4 font-semibold hover:border-edge hover:bg-sunken"
      >
        {words.retry}
      </button>
    </div>
  );
}
