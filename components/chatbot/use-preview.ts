"use client";

import { useEffect, useRef, useState } from "react";
import { useOffline } from "@/components/ui/offline-banner";
import { sendJson } from "@/components/ui/send-json";
import type { PreviewResult } from "@/lib/conversation/schema";
import { playable, type Voice } from "./voice";

export type PreviewTurn = PreviewResult["turns"][number];
export type PreviewScene = { as: "stranger" | "verified_buyer"; when: "now" | "closed"; messages: string[] };

/** The pause in typing after which the phone answers. */
const TYPING_PAUSE_MS = 200;
/** Not more often than this, so that fast typing stays far below the limit of requests. */
const APART_MS = 900;

/**
 * The chat as the production engine plays it with the unsaved settings. A change is played after a short pause; an answer
 * that is overtaken is dropped. What was shown stays until the next answer is there.
 */
export function usePreview(voice: Voice, scene: PreviewScene, initial: PreviewTurn[]) {
  const [turns, setTurns] = useState(initial);
  const [state, setState] = useState<"ready" | "waiting" | "failed">("ready");
  const [round, setRound] = useState(0);
  const isOffline = useOffline();
  const asked = useRef<string>(undefined);
  const lastAt = useRef(0);
  const messages = scene.messages.map((text) => ({ text }));
  const body = JSON.stringify({ settings: playable(voice), as: scene.as, when: scene.when, messages });

  // biome-ignore lint/correctness/useExhaustiveDependencies: round repeats what failed
  useEffect(() => {
    // What the server played for the first sight needs no second playing.
    asked.current ??= body;
    if (isOffline) return;
    if (asked.current === body) return setState("ready");
    setState("waiting");
    const overtaken = new AbortController();
    const pauseMs = Math.max(TYPING_PAUSE_MS, lastAt.current + APART_MS - Date.now());
    const timer = setTimeout(async () => {
      lastAt.current = Date.now();
      const answer = await sendJson<PreviewResult>("/api/ceo/chatbot/preview", JSON.parse(body), {
        signal: overtaken.signal,
      });
      if (overtaken.signal.aborted) return;
      if (!answer.ok) return setState("failed");
      asked.current = body;
      setTurns(answer.data.turns);
      setState("ready");
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      overtaken.abort();
    };
  }, [body, isOffline, round]);

  return { turns, state, isOffline, retry: () => setRound((before) => before + 1) };
}
