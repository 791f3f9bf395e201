"use client";

import { clsx } from "clsx";
import { Camera, ImageUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { uploadWords as words } from "@/lib/words/en/upload";

export const TAKEN_TYPES = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/heic",
  "image/heif",
  "application/pdf",
];

/** Choose a file, take a photo, or drop one: big enough for a thumb, plain enough for a cheap phone. */
export function FilePicker({ onFile }: { onFile: (file: File) => void }) {
  const gallery = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  function drop(event: DragEvent) {
    drag(false)(event);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  }
  function pick(input: HTMLInputElement) {
    const [file] = input.files ?? [];
    // The same file must be choosable again after a mistake.
    input.value = "";
    if (file) onFile(file);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the buttons do the same for everybody
    <div
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      className={clsx(
        "grid justify-items-stretch gap-3 rounded-card border-2 border-dashed p-4 text-center transition-colors",
        over ? "border-palm bg-palm-wash" : "border-edge bg-surface",
      )}
    >
      <Button
        look="primary"
        size="large"
        icon={<ImageUp aria-hidden />}
        onClick={() => gallery.current?.click()}
      >
        {words.choose}
      </Button>
      <Button
        className="hidden pointer-coarse:inline-flex"
        icon={<Camera aria-hidden />}
        onClick={() => camera.current?.click()}
      >
        {words.camera}
      </Button>
      <p aria-hidden className="text-14 text-soft pointer-coarse:hidden">
        {over ? words.dropNow : words.drop}
      </p>
      <p className="text-14 text-faint">{words.kinds}</p>
      <input
        ref={gallery}
        type="file"
        hidden
        aria-label={words.choose}
        accept={TAKEN_TYPES.join(",")}
        onChange={(event) => pick(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={words.camera}
        accept="image/jpeg,image/png,image/webp"
        capture="environment"
        onChange={(event) => pick(event.currentTarget)}
      />
    </div>
  );
}
