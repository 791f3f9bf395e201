"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Problem } from "@/components/ui/send-json";

/** How far a file is: nothing under way, so much of it gone out, or all out and waited for. */
export type Sending = { kind: "idle" } | { kind: "out"; percent: number } | { kind: "waiting" };

/** Sends a file as it is to an address of ours, and tells how far it is. It stops when its page goes away. */
export function useFileSender<Data>() {
  const [sending, setSending] = useState<Sending>({ kind: "idle" });
  const request = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => request.current?.abort(), []);
  const send = useCallback((method: "PUT" | "POST", path: string, file: Blob): Promise<Answer<Data>> => {
    setSending({ kind: "out", percent: 0 });
    return new Promise((resolve) => {
      // Unlike fetch, this tells how much has gone out.
      const xhr = new XMLHttpRequest();
      request.current = xhr;
      const finish = (answer: Answer<Data>) => {
        setSending({ kind: "idle" });
        resolve(answer);
      };
      xhr.open(method, path);
      xhr.setRequestHeader("content-type", file.type || "application/octet-stream");
      xhr.upload.onprogress = ({ loaded, total }) =>
        setSending({ kind: "out", percent: total > 0 ? Math.floor((loaded / total) * 100) : 0 });
      xhr.upload.onload = () => setSending({ kind: "waiting" });
      xhr.onload = () => finish(read<Data>(xhr));
      xhr.onerror = () => finish({ ok: false, problem: bare("offline", 0) });
      xhr.onabort = () => finish({ ok: false, problem: bare("stopped", 0) });
      xhr.send(file);
    });
  }, []);
  return { sending, send, stop: () => request.current?.abort() };
}

function read<Data>(xhr: XMLHttpRequest): Answer<Data> {
  const body = parse(xhr.responseText);
  if (xhr.status >= 200 && xhr.status < 300) return { ok: true, data: body.data as Data };
  const code = typeof body.code === "string" ? body.code : xhr.status === 413 ? "too_large" : "internal";
  const detail = typeof body.detail === "string" ? body.detail : undefined;
  return { ok: false, problem: { ...bare(code, xhr.status), detail } };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function bare(code: string, status: number): Problem {
  return { code, status, fields: {}, extra: {} };
}
