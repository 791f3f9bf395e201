"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { type VoiceHands, withoutVersion } from "./use-voice";
import { sayValue, type Voice, type VoicePath, valueAt, withValue } from "./voice";

const words = chatbotWords.conflict;

/** Two have saved: both versions of what both changed, side by side, and what only the other changed is taken over. */
export function ConflictDialog({ hands }: { hands: VoiceHands }) {
  const { conflict, voice, busy, settle, backToForm } = hands;
  const [keepTheirs, setKeepTheirs] = useState<VoicePath[]>([]);
  if (!conflict) return null;
  const theirs = withoutVersion(conflict.current);
  const merged = conflict.theirs.filter((path) => !conflict.both.includes(path));
  const choose = (path: VoicePath, isTheirs: boolean) =>
    setKeepTheirs((before) => [...before.filter((one) => one !== path), ...(isTheirs ? [path] : [])]);
  const chosen = [...merged, ...conflict.both.filter((path) => keepTheirs.includes(path))].reduce<Voice>(
    (result, path) => withValue(result, path, valueAt(theirs, path)),
    voice,
  );
  return (
    <Modal
      open
      onOpenChange={(open) => !open && backToForm()}
      title={words.title}
      description={words.text}
      footer={
        <>
          <Button onClick={backToForm}>{words.back}</Button>
          <Button look="primary" busy={busy} onClick={() => settle(chosen, conflict.current)}>
            {words.apply}
          </Button>
        </>
      }
    >
      <div className="grid gap-5 pt-2">
        {conflict.both.map((path) => (
          <Versions
            key={path}
            path={path}
            mine={sayValue(voice, path)}
            theirs={sayValue(theirs, path)}
            isTheirs={keepTheirs.includes(path)}
            onChoose={(isTheirs) => choose(path, isTheirs)}
          />
        ))}
        {merged.length > 0 && (
          <p className="text-14 text-soft">
            {words.merged(merged.map((path) => chatbotWords.fields[path]).join(", "))}
          </p>
        )}
      </div>
    </Modal>
  );
}

type VersionsProps = {
  path: VoicePath;
  mine: string;
  theirs: string;
  isTheirs: boolean;
  onChoose: (isTheirs: boolean) => void;
};

function Versions({ path, mine, theirs, isTheirs, onChoose }: VersionsProps) {
  const versions = [
    { key: "mine", label: words.mine, text: mine, isChosen: !isTheirs },
    { key: "theirs", label: words.theirs, text: theirs, isChosen: isTheirs },
  ];
  return (
    <fieldset>
      <legend className="mb-2 font-semibold text-16">{chatbotWords.fields[path]}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {versions.map(({ key, label, text, isChosen }) => (
          <label key={key} className="relative cursor-pointer">
            <input
              type="radio"
              name={`version-${path}`}
              checked={isChosen}
              onChange={() => onChoose(key === "theirs")}
              className="peer sr-only"
            />
            <span className={VERSION}>
              <span className="block font-medium text-14 text-soft">{label}</span>
              <span className={clsx("whitespace-pre-wrap break-words", !text && "text-faint")}>
                {text || words.empty}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const VERSION = clsx(
  "block h-full rounded-control border border-edge/60 p-3 text-14 transition-colors",
  "peer-checked:border-palm peer-checked:bg-palm-wash peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2",
);
