"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { failWords } from "@/lib/words/en/dashboard";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page inside the frame that failed: what to do, the number to quote, and one button that reads it again. */
export function PageError({ error, reset }: Props) {
  const router = useRouter();
  const [retrying, startTransition] = useTransition();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState
      title={failWords.title}
      text={failWords.text}
      requestId={error.digest}
      onRetry={retry}
      retrying={retrying}
    />
  );
}
