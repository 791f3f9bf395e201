import { CircleCheck } from "lucide-react";
import { uploadWords } from "@/lib/words/en/upload";

/** The end of an upload: it is here, and what comes next. */
export function UploadDone({ business }: { business: string }) {
  const { title, text } = uploadWords.done;
  return (
    <main
      id="content"
      className="mx-auto grid min-h-dvh w-full max-w-md content-center justify-items-center gap-4 px-4 pb-24 text-center"
    >
      <CircleCheck aria-hidden className="size-20 animate-rise text-palm-ink" strokeWidth={1.5} />
      <div role="status" className="grid gap-2">
        <h1 className="font-bold font-display text-36">{title}</h1>
        <p className="break-words text-18 text-soft">{text(business)}</p>
      </div>
    </main>
  );
}
