"use client";

import { clsx } from "clsx";
import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { productImportWords } from "@/lib/words/en/product-import";

const words = productImportWords;

type Props = { fileName?: string; onFile: (file: File) => void; disabled: boolean };

/** Choose a CSV, or drop it. Phones know many names for its type, so the name's end counts too. */
export function CsvPicker({ fileName, onFile, disabled }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver && !disabled);
  };
  const drop = (event: DragEvent) => {
    drag(false)(event);
    const [file] = event.dataTransfer.files;
    if (file && !disabled) onFile(file);
  };
  const pick = (element: HTMLInputElement) => {
    const [file] = element.files ?? [];
    // The same file must be choosable again after it was mended.
    element.value = "";
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same for everybody
    <div
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      className={clsx(
        "grid justify-items-center gap-3 rounded-card border-2 border-dashed p-6 text-center transition-colors",
        over ? "border-palm bg-palm-wash" : "border-edge",
      )}
    >
      <Button
        look="primary"
        icon={<FileUp aria-hidden />}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {words.choose}
      </Button>
      <p className="max-w-full text-14 text-faint [overflow-wrap:anywhere]">{fileName ?? words.kinds}</p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.choose}
        accept=".csv,text/csv,text/plain,application/csv,application/vnd.ms-excel"
        onChange={(event) => pick(event.currentTarget)}
      />
    </div>
  );
}
