"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { IconButton } from "./icon-button";

const SHOWN_MS = 2_000;

/** Copies a reference, an account number or a hash; says so. */
export function CopyButton({ text, label = uiWords.copy }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <>
      <IconButton label={label} onClick={copy}>
        {copied ? <Check aria-hidden className="text-palm-ink" /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? uiWords.copied : ""}
      </span>
    </>
  );
}
