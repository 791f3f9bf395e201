"use client";

import { uiWords } from "@/lib/words/en/ui";
import { Button } from "./button";

type Props = { title?: string; text?: string; requestId?: string; onRetry?: () => void; retrying?: boolean };

/** What happened, what to do, the number to quote, and one button to try again. */
export function ErrorState({
  title = uiWords.error.title,
  text = uiWords.error.text,
  requestId,
  onRetry,
  retrying,
}: Props) {
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-12 text-center">
      <h2 className="font-semibold text-18">{title}</h2>
      <p className="text-soft">{text}</p>
      {requestId && (
        <p className="text-14 text-faint">
          {uiWords.requestId}{" "}
          <code className="exact select-all rounded-4 bg-sunken px-1.5 py-0.5">{requestId}</code>
        </p>
      )}
      {onRetry && (
        <Button className="mt-4" onClick={onRetry} busy={retrying}>
          {uiWords.retry}
        </Button>
      )}
    </div>
  );
}
