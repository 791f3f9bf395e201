"use client";

import { failureWords as words } from "@/lib/words/en/failure";
import "./globals.css";

/** The last resort, when even the frame failed: no fonts, no shell, still the words and the way on. Every page carries it. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-NG">
      <body className="grid min-h-dvh content-center gap-4 p-4">
        <title>{words.title}</title>
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        {error.digest && (
          <p>
            {words.number} {error.digest}
          </p>
        )}
        <a href="/">{words.home}</a>
      </body>
    </html>
  );
}
