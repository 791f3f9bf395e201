"use client";

import { PlainPage } from "@/components/shell/plain-page";
import { buttonClasses } from "@/components/ui/button-classes";
import { shellWords } from "@/lib/words/en/shell";

/** What a page shows instead of itself when it fails. The digest is the number under which the log has it. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const words = shellWords.error;
  return (
    <PlainPage title={words.title} text={words.text}>
      {error.digest && (
        <p className="text-14 text-faint">
          {words.number}{" "}
          <code className="exact select-all rounded-4 bg-sunken px-1.5 py-0.5">{error.digest}</code>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={reset} className={buttonClasses({ look: "primary" })}>
          {words.retry}
        </button>
        <a href="/" className={buttonClasses({ look: "quiet" })}>
          {words.home}
        </a>
      </div>
    </PlainPage>
  );
}
