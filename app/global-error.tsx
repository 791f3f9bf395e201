"use client";

import { shellWords } from "@/lib/words/en/shell";
import "./globals.css";

/** The last resort, when even the frame failed: no fonts, no shell, still the words and the way on. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const words = shellWords.error;
  return (
    <html lang="en-NG">
      <body>
        <title>{words.title}</title>
        <main className="mx-auto grid min-h-dvh max-w-lg content-center justify-items-start gap-4 px-4">
          <h1 className="font-bold text-28">{words.title}</h1>
          <p className="text-18 text-soft">{words.text}</p>
          {error.digest && (
            <p className="text-14 text-faint">
              {words.number} <code>{error.digest}</code>
            </p>
          )}
          <button
            type="button"
            onClick={() => window.location.reload()}
            className="h-11 rounded-control bg-palm px-4 font-semibold text-on-palm"
          >
            {words.retry}
          </button>
        </main>
      </body>
    </html>
  );
}
