"use client";

import { FileText } from "lucide-react";
import { useEffect, useState } from "react";
import { uploadWords as words } from "@/lib/words/en/upload";

/** What is about to be sent: the picture itself, or its name: a PDF, or a HEIC where the browser shows none. */
export function ChosenFile({ file }: { file: File }) {
  const url = useObjectUrl(file);
  const [unshown, setUnshown] = useState<File>();
  const isPdf = file.type === "application/pdf";
  return (
    <figure className="grid justify-items-center gap-2 overflow-hidden rounded-card border border-line bg-sunken p-3">
      {isPdf || !url || unshown === file ? (
        <FileText aria-hidden className="my-8 size-16 text-faint" strokeWidth={1.25} />
      ) : (
        // biome-ignore lint/performance/noImgElement: a local file, which no server can make smaller
        <img
          src={url}
          alt={words.chosen}
          onError={() => setUnshown(file)}
          className="max-h-[34dvh] rounded-control object-contain"
        />
      )}
      <figcaption className="max-w-full truncate text-14 text-soft">
        {isPdf ? `${words.chosenPdf}: ${file.name}` : file.name} · {sayBytes(file.size)}
      </figcaption>
    </figure>
  );
}

function useObjectUrl(file: File): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

function sayBytes(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
