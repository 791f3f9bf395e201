"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { OfflineBanner } from "@/components/ui/offline-banner";
import { uploadWords as words } from "@/lib/words/en/upload";
import { sayClock } from "@/lib/words/times";
import { ChosenFile } from "./chosen-file";
import { FilePicker, TAKEN_TYPES } from "./file-picker";
import { UploadDone } from "./upload-done";
import { useUpload } from "./use-upload";

const BYTES_MAX = 16 * 1024 * 1024;

type Props = {
  token: string;
  upload: { business: string; reference: string; totalKobo: number; expiresAt: string; timeZone: string };
};

/** Where a buyer sends the picture of one transfer: choose, look, send, done. */
export function UploadPage({ upload, token }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const { sending, send, fail, clear, stop } = useUpload(`/u/${token}`);
  if (sending.kind === "done") return <UploadDone business={upload.business} />;

  function choose(chosen: File) {
    const problem = problemOf(chosen);
    setFile(problem ? null : chosen);
    if (problem) fail(problem);
    else clear();
  }

  function chooseAnother() {
    setFile(null);
    clear();
  }

  const isEnded = sending.kind === "ended";
  const problem = "problem" in sending ? sending.problem : undefined;
  return (
    <>
      <OfflineBanner />
      <main id="content" className="mx-auto grid w-full max-w-md gap-5 px-4 pt-6 pb-12">
        <Head upload={upload} />
        {file && !isEnded && <ChosenFile file={file} />}
        {problem && (
          <p role="alert" className="animate-fade rounded-card bg-laterite-wash p-4 text-laterite-ink">
            {problem}
          </p>
        )}
        {!isEnded && !file && <FilePicker onFile={choose} />}
        {sending.kind === "sending" && <Progress percent={sending.percent} onStop={stop} />}
        {sending.kind === "ready" && file && (
          <div className="grid gap-3">
            <Button look="primary" size="large" onClick={() => send(file)}>
              {problem ? words.again : words.send}
            </Button>
            <Button onClick={chooseAnother}>{words.another}</Button>
          </div>
        )}
        <p className="text-14 text-soft">
          {words.works(sayClock(new Date(upload.expiresAt), upload.timeZone))}
        </p>
        <p className="text-14 text-faint">{words.warning}</p>
      </main>
    </>
  );
}

function Head({ upload }: { upload: Props["upload"] }) {
  return (
    <header className="grid gap-3">
      <p className="break-words font-semibold text-palm-ink">{upload.business}</p>
      <h1 className="font-bold font-display text-28 leading-tight">{words.title}</h1>
      <p className="break-words text-soft">{words.intro(upload.business)}</p>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <div>
          <dt className="text-14 text-faint">{words.order}</dt>
          <dd className="exact font-semibold text-18">{upload.reference}</dd>
        </div>
        <div>
          <dt className="text-14 text-faint">{words.amount}</dt>
          <dd className="font-semibold text-18">
            <Money kobo={upload.totalKobo} />
          </dd>
        </div>
      </dl>
    </header>
  );
}

function Progress({ percent, onStop }: { percent: number; onStop: () => void }) {
  const text = percent >= 100 ? words.almost : `${words.sending} ${words.percent(percent)}`;
  return (
    <div className="grid gap-3">
      <div
        role="progressbar"
        aria-label={words.sending}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-3 overflow-hidden rounded-control bg-sunken"
      >
        <div className="h-full bg-palm transition-[width]" style={{ width: `${Math.max(2, percent)}%` }} />
      </div>
      <p className="tabular text-center text-soft">{text}</p>
      <Button onClick={onStop}>{words.stop}</Button>
    </div>
  );
}

/** What can be seen before anything is sent; the server looks again, at the bytes. */
function problemOf(file: File): string | null {
  if (file.size === 0) return words.problems.empty;
  if (file.size > BYTES_MAX) return words.problems.size;
  return file.type === "" || TAKEN_TYPES.includes(file.type) ? null : words.problems.type;
}
