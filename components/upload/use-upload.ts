"use client";

import { useRef, useState } from "react";
import { uploadWords } from "@/lib/words/en/upload";

const { problems } = uploadWords;

export type Sending =
  | { kind: "ready"; problem?: string }
  | { kind: "sending"; percent: number }
  | { kind: "done" }
  /** The link takes nothing more, and why. */
  | { kind: "ended"; problem: string };

/** Puts a file to an address, with progress. What was chosen stays chosen when the network goes away. */
export function useUpload(address: string) {
  const [sending, setSending] = useState<Sending>({ kind: "ready" });
  const request = useRef<XMLHttpRequest | null>(null);
  const fail = (problem: string) => setSending({ kind: "ready", problem });

  function send(file: File) {
    if (!navigator.onLine) return fail(problems.offline);
    // Unlike fetch, this tells how much has gone out.
    const xhr = new XMLHttpRequest();
    request.current = xhr;
    xhr.open("PUT", address);
    xhr.setRequestHeader("content-type", file.type || "application/octet-stream");
    xhr.upload.onprogress = ({ loaded, total }) =>
      setSending({ kind: "sending", percent: total > 0 ? Math.floor((loaded / total) * 100) : 0 });
    xhr.onload = () => setSending(outcomeOf(xhr.status));
    xhr.onerror = () => fail(navigator.onLine ? problems.failed : problems.offline);
    xhr.onabort = () => fail(problems.stopped);
    setSending({ kind: "sending", percent: 0 });
    xhr.send(file);
  }

  return {
    sending,
    send,
    fail,
    clear: () => setSending({ kind: "ready" }),
    stop: () => request.current?.abort(),
  };
}

function outcomeOf(status: number): Sending {
  if (status >= 200 && status < 300) return { kind: "done" };
  if (status === 409) return { kind: "ended", problem: problems.used };
  if (status === 410 || status === 404) return { kind: "ended", problem: problems.over };
  if (status === 413) return { kind: "ready", problem: problems.size };
  if (status === 415) return { kind: "ready", problem: problems.type };
  return { kind: "ready", problem: status === 429 ? problems.many : problems.failed };
}
