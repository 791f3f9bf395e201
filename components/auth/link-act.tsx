"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { sendJson } from "@/components/ui/send-json";
import { recoveryWords } from "@/lib/words/en/settings";
import { sayRefused } from "./say-refused";
import { FormNote, StepHead } from "./step-head";

const { refusals, noLink, back } = recoveryWords;

/**
 * What a link in a message leads to: it says what would happen and does it on a press, never by being opened. The secret stands
 * behind the # of the address, which no server sees.
 */
export function LinkAct({ kind }: { kind: "undo" | "stop" }) {
  const words = recoveryWords[kind];
  const [secret, setSecret] = useState<string>();
  const [step, setStep] = useState<"ask" | "busy" | "done">("ask");
  const [problem, setProblem] = useState<string>();
  useEffect(() => setSecret(window.location.hash.slice(1)), []);

  const act = async () => {
    if (!secret) return setProblem(noLink);
    setStep("busy");
    setProblem(undefined);
    const answer =
      kind === "undo"
        ? await sendJson("/api/auth/undo", { token: secret })
        : await sendJson(`/api/auth/recovery/${encodeURIComponent(secret)}`, undefined, { method: "DELETE" });
    if (answer.ok) return setStep("done");
    setStep("ask");
    setProblem(sayRefused(answer.problem, refusals));
  };
  if (step === "done") {
    return (
      <>
        <StepHead title={words.doneTitle} focus>
          {words.doneText}
        </StepHead>
        <ButtonLink href="/login">{back}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <StepHead title={words.title}>{words.text}</StepHead>
      <FormNote tone="problem">{secret === "" ? noLink : problem}</FormNote>
      {secret === "" ? (
        <ButtonLink href="/login">{back}</ButtonLink>
      ) : (
        <Button look="danger" size="large" block busy={step === "busy"} onClick={act}>
          {words.button}
        </Button>
      )}
    </>
  );
}
