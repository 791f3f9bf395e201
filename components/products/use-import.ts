"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { notify } from "@/components/ui/notify";
import type { Problem } from "@/components/ui/send-json";
import type { ImportOutcome } from "@/lib/catalogue/schema";
import { productImportWords } from "@/lib/words/en/product-import";
import { useFileSender } from "./send-file";

const words = productImportWords;
const PATH = "/api/products/import";

/**
 * The way of a spreadsheet: sent to be looked at, shown, and with the digest of exactly what was shown sent again to be done.
 * When the catalogue changed in between it is looked at once more by itself. The file stays chosen through every failure.
 */
export function useImport() {
  const router = useRouter();
  const [file, setFile] = useState<File>();
  const [outcome, setOutcome] = useState<ImportOutcome>();
  const [problem, setProblem] = useState<string>();
  const [notice, setNotice] = useState<string>();
  const [isCommitting, setCommitting] = useState(false);
  const { sending, send, stop } = useFileSender<ImportOutcome>();

  const check = async (chosen: File, why?: string) => {
    setFile(chosen);
    setProblem(undefined);
    setNotice(why);
    const answer = await send("POST", PATH, chosen);
    if (answer.ok) return setOutcome(answer.data);
    setOutcome(undefined);
    setProblem(sayProblem(answer.problem));
  };
  const commit = async () => {
    if (!file || !outcome || isCommitting) return;
    setCommitting(true);
    setProblem(undefined);
    const answer = await send("POST", `${PATH}?digest=${outcome.digest}`, file);
    if (!answer.ok && answer.problem.code === "superseded") await check(file, words.lookedAgain);
    setCommitting(false);
    if (!answer.ok) {
      return answer.problem.code === "superseded" ? undefined : setProblem(sayProblem(answer.problem));
    }
    const { add, change } = outcome.counts;
    notify({ kind: "done", id: "import", title: words.done(add, change) });
    router.push("/ceo/products");
    router.refresh();
  };
  return {
    file,
    outcome,
    problem,
    notice,
    sending,
    isCommitting,
    check: (chosen: File) => void check(chosen),
    commit: () => void commit(),
    stop,
    clear: () => {
      setFile(undefined);
      setOutcome(undefined);
      setProblem(undefined);
    },
  };
}

/** Refusals of the file itself come in words already; the rest is about the way. */
function sayProblem({ code, detail }: Problem): string | undefined {
  if (code === "stopped") return undefined;
  if (code === "offline") return words.offline;
  const isAboutFile = code === "invalid_request" || code === "too_large" || code === "rate_limited";
  return isAboutFile && detail ? detail : words.failed;
}
