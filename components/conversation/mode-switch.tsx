"use client";

import { Bot, UserRound } from "lucide-react";
import { useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ConversationView } from "@/lib/messaging/schema";
import { chatWords } from "@/lib/words/en/conversation";
import { sayChatRefusal } from "./refusal-words";

const words = chatWords.mode;

type Mode = ConversationView["mode"];
type Props = { conversationId: string; mode: Mode; onChanged: (mode: Mode) => void };

const CHOICES = [
  ["bot", Bot],
  ["person", UserRound],
] as const;

/** Who answers: the bot, or the person who looks at this. */
export function ModeSwitch({ conversationId, mode, onChanged }: Props) {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const choose = async (chosen: Mode) => {
    if (running.current || chosen === mode) return;
    running.current = true;
    setBusy(true);
    const act = chosen === "person" ? "take" : "hand-back";
    const answer = await sendJson(`/api/conversations/${conversationId}/${act}`, undefined, {
      method: "POST",
    });
    running.current = false;
    setBusy(false);
    if (!answer.ok) {
      const title = sayChatRefusal(answer.problem);
      return notify({ kind: "problem", id: "mode", title, text: answer.problem.requestId });
    }
    onChanged(chosen);
  };
  return (
    <fieldset aria-busy={busy} className="flex rounded-control bg-sunken p-1">
      <legend className="sr-only">{words.label}</legend>
      {CHOICES.map(([choice, Icon]) => (
        <button
          key={choice}
          type="button"
          aria-pressed={mode === choice}
          onClick={() => choose(choice)}
          className="reach inline-flex h-9 flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-4 px-3 font-medium text-14 text-faint transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink"
        >
          <Icon aria-hidden className="size-4" />
          {words[choice]}
        </button>
      ))}
    </fieldset>
  );
}
