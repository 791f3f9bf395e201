"use client";

import { Card } from "@/components/ui/card";
import type { ProductLines } from "@/lib/conversation/schema";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { OwnTextField } from "./own-text-field";
import type { VoiceHands } from "./use-voice";
import { type VoicePath, valueAt } from "./voice";

const words = chatbotWords.texts;

const FIELDS: readonly { path: VoicePath & keyof ProductLines; hint?: string }[] = [
  { path: "greeting", hint: words.greetingHint },
  { path: "quick_replies.greeting", hint: words.greetingBackHint },
  { path: "fallback", hint: words.fallbackHint },
  { path: "quick_replies.thanks" },
  { path: "quick_replies.goodbye" },
];

type Props = { hands: VoiceHands; lines: ProductLines; onFocus: (path: VoicePath) => void };

/** The five texts that a CEO may write herself. */
export function TextFields({ hands, lines, onFocus }: Props) {
  return (
    <Card title={words.title}>
      <div className="grid gap-6">
        {FIELDS.map(({ path, hint }) => (
          <OwnTextField
            key={path}
            name={path}
            label={chatbotWords.fields[path]}
            hint={hint}
            ours={lines[path]}
            optional
            value={String(valueAt(hands.voice, path) ?? "")}
            error={hands.errors[path]}
            onChange={(text) => hands.set(path, text)}
            onFocus={() => onFocus(path)}
          />
        ))}
      </div>
    </Card>
  );
}
