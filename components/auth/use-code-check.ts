"use client";

import { useRef, useState } from "react";
import { authWords } from "@/lib/words/en/auth";
import { sayProblem } from "./problem-words";

type Check<Done> = (
  code: string,
) => Promise<{ ok: true; value: Done } | { ok: false; code: string; retryAfterSeconds?: number }>;

/**
 * One code field's life: typed, checked once at a time, refused with a shake, dead after the allowed tries
 * (P3.2: three for a CEO, five for a vendor) until `renew` is called with a new challenge.
 */
export function useCodeCheck<Done>(triesAllowed: number, check: Check<Done>, onDone: (value: Done) => void) {
  const [code, setCode] = useState("");
  const [error, setError] = useState<string>();
  const [wrongTries, setWrongTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const dead = wrongTries >= triesAllowed;

  const submit = async (typed: string = code) => {
    if (running.current || dead) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    const result = await check(typed);
    running.current = false;
    if (result.ok) return onDone(result.value);
    setBusy(false);
    if (result.code !== "wrong_code") return setError(sayProblem(result));
    const tries = wrongTries + 1;
    setWrongTries(tries);
    setCode("");
    setError(tries >= triesAllowed ? authWords.errors.codeOver : authWords.errors.wrong_code);
  };
  const change = (typed: string) => {
    setCode(typed);
    if (typed) setError(undefined);
  };
  const renew = () => {
    setCode("");
    setError(undefined);
    setWrongTries(0);
    setBusy(false);
  };
  return { code, change, error, setError, wrongTries, busy, dead, submit, renew };
}
