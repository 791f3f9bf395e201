"use client";

import { FailedPage } from "@/components/shell/failed-page";
import { failureWords } from "@/lib/words/en/failure";
import "./globals.css";

/** The last resort, when even the frame failed: no fonts, no shell, still the words and the way on. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-NG">
      <body>
        <title>{failureWords.title}</title>
        <FailedPage digest={error.digest} onRetry={() => window.location.reload()} />
      </body>
    </html>
  );
}
