"use client";

import { useMemo, useState } from "react";
import { notify } from "@/components/ui/notify";
import { type Problem, sendJson } from "@/components/ui/send-json";
import type { ChatbotSettings, SavedSettings } from "@/lib/conversation/schema";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { differingPaths, findGaps, type Voice, type VoicePath, withValue } from "./voice";

const words = chatbotWords.save;

export type Conflict = { current: ChatbotSettings; theirs: VoicePath[]; both: VoicePath[] };
export type VoiceHands = ReturnType<typeof useVoice>;

/** What is saved, what is under the CEO's hands, and what became of the last saving. */
export function useVoice(saved: ChatbotSettings) {
  const [base, setBase] = useState(saved);
  const [voice, setVoice] = useState<Voice>(() => withoutVersion(saved));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<Conflict>();
  const changed = useMemo(() => differingPaths(withoutVersion(base), voice), [base, voice]);

  const set = (path: VoicePath, value: unknown) => {
    setVoice((before) => withValue(before, path, value));
    setErrors((before) => withoutPath(before, path));
  };
  const discard = () => {
    const before = voice;
    setVoice(withoutVersion(base));
    setErrors({});
    const undo = { label: words.undo, onClick: () => setVoice(before) };
    notify({ kind: "news", id: "chatbot", title: words.discarded, action: undo });
  };
  const refuse = (fields: Record<string, string>) => {
    setErrors(fields);
    notify({ kind: "problem", id: "chatbot", title: words.check });
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const save = async (wanted: Voice = voice, version: number = base.version) => {
    if (busy) return;
    const gaps = findGaps(wanted);
    if (Object.keys(gaps).length > 0) return refuse(gaps);
    setBusy(true);
    const answer = await sendJson<SavedSettings>(
      "/api/ceo/chatbot/settings",
      { ...wanted, version },
      { method: "PUT" },
    );
    setBusy(false);
    if (answer.ok) return takeOver(answer.data);
    const { problem } = answer;
    if (problem.code === "superseded") return setConflict(readConflict(problem, base, wanted));
    if (Object.keys(problem.fields).length > 0) return refuse(problem.fields);
    notify({ kind: "problem", id: "chatbot", title: sayProblem(problem), text: problem.requestId });
  };
  const takeOver = ({ cleaned, ...now }: SavedSettings) => {
    setBase(now);
    setVoice(withoutVersion(now));
    setErrors({});
    setConflict(undefined);
    const text = cleaned.length > 0 ? words.cleaned : undefined;
    notify({ kind: "done", id: "chatbot", title: words.saved, text });
  };
  /** The choice between two versions becomes what is under her hands, on top of what is saved now. */
  const settle = (chosen: Voice, current: ChatbotSettings) => {
    setBase(current);
    setVoice(chosen);
    setConflict(undefined);
    return save(chosen, current.version);
  };
  const backToForm = () => setConflict(undefined);
  return { voice, base, errors, busy, changed, conflict, set, discard, save, settle, backToForm };
}

/** Where only the others changed something, theirs is taken over; where both did, she chooses. */
function readConflict(problem: Problem, base: ChatbotSettings, mine: Voice): Conflict {
  const current = problem.extra.current as ChatbotSettings;
  const saved = withoutVersion(base);
  const theirs = differingPaths(saved, withoutVersion(current));
  const apart = differingPaths(mine, withoutVersion(current));
  const mineChanged = differingPaths(saved, mine);
  return {
    current,
    theirs,
    both: theirs.filter((path) => mineChanged.includes(path) && apart.includes(path)),
  };
}

export function withoutVersion({ version: _, ...voice }: ChatbotSettings): Voice {
  return voice;
}

/** The errors of a field go once it is changed, with those of its parts. */
function withoutPath(errors: Record<string, string>, path: string): Record<string, string> {
  const kept = Object.entries(errors).filter(([name]) => name !== path && !name.startsWith(`${path}.`));
  return Object.fromEntries(kept);
}

function sayProblem(problem: Problem): string {
  if (problem.code === "offline") return words.offline;
  return problem.status === 401 ? words.signedOut : words.failed;
}
