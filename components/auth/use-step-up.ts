"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Problem, sendJson } from "@/components/ui/send-json";
import { type PasskeyOptions, passkeySupport } from "./use-passkey";

export type StepUpChallenge = {
  challenge_id: string;
  action: string;
  masked_to: string;
  ttl_minutes: number;
  /** Whether a code went out; not when a passkey can answer. */
  sent: boolean;
  passkey: PasskeyOptions | null;
};

/** What is to be approved: purpose and target as the act's own endpoint names them. */
export type StepUpAct = { purpose: string; target: string | Record<string, unknown> };

type Asked = StepUpChallenge & { askedAt: number };

/** Codes on their way, so that a dialog that was closed and opened again need not send another. */
const onTheirWay = new Map<string, Asked>();

/**
 * Opens a challenge for one sensitive act as soon as it is used: for her passkey where she has one, else a code is sent. `ask`
 * sends a code, again on demand. Gives the challenge in force.
 */
export function useStepUp({ purpose, target }: StepUpAct) {
  const key = JSON.stringify([purpose, target]);
  const [challenge, setChallenge] = useState<Asked | undefined>(() => stillGood(key));
  const [problem, setProblem] = useState<Problem>();
  const [isAsking, setAsking] = useState(challenge === undefined);
  const hasAsked = useRef(challenge !== undefined);

  const open = useCallback(
    async (prefer: "code" | "passkey"): Promise<Problem | undefined> => {
      setAsking(true);
      setProblem(undefined);
      const answer = await sendJson<StepUpChallenge>("/api/auth/challenges", { purpose, target, prefer });
      setAsking(false);
      if (!answer.ok) {
        setProblem(answer.problem);
        return answer.problem;
      }
      const asked = { ...answer.data, askedAt: Date.now() };
      onTheirWay.set(key, asked);
      setChallenge(asked);
      return undefined;
    },
    [purpose, target, key],
  );

  useEffect(() => {
    // Development mounts twice; one code is enough.
    if (hasAsked.current) return;
    hasAsked.current = true;
    void open(passkeySupport() === "yes" ? "passkey" : "code");
  }, [open]);
  const ask = useCallback(() => open("code"), [open]);
  const forget = useCallback(() => void onTheirWay.delete(key), [key]);
  return { challenge, problem, isAsking, ask, forget };
}

function stillGood(key: string): Asked | undefined {
  const asked = onTheirWay.get(key);
  return asked && Date.now() < asked.askedAt + asked.ttl_minutes * 60_000 ? asked : undefined;
}
