"use client";

import { useState } from "react";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { ChoiceChips } from "./choice-chips";
import { PreviewPhone } from "./preview-phone";
import { type PreviewScene, type PreviewTurn, usePreview } from "./use-preview";
import type { Voice } from "./voice";

const words = chatbotWords.preview;
const OPENING: string[] = [...words.opening];

/** The scene that is played: who writes, when, and what; starting with a few lines that every text of the form answers. */
export function useScene() {
  const [scene, setScene] = useState<PreviewScene>({ as: "stranger", when: "now", messages: OPENING });
  return {
    scene,
    change: (part: Partial<PreviewScene>) => setScene((before) => ({ ...before, ...part })),
    send: (text: string) => setScene((before) => ({ ...before, messages: [...before.messages, text] })),
    reset: () => setScene({ as: "stranger", when: "now", messages: OPENING }),
  };
}

type Props = {
  business: string;
  voice: Voice;
  initial: PreviewTurn[];
  stage: ReturnType<typeof useScene>;
};

/** The phone with what can be tried on it. */
export function PreviewPanel({ business, voice, initial, stage }: Props) {
  const { scene, change, send, reset } = stage;
  const preview = usePreview(voice, scene, initial);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-x-5 gap-y-2 max-lg:order-last lg:justify-center">
        <ChoiceChips
          name="preview_as"
          size="small"
          label={words.who}
          value={scene.as}
          onChange={(as) => change({ as })}
          options={[
            { value: "stranger", label: words.stranger },
            { value: "verified_buyer", label: words.verified_buyer },
          ]}
        />
        {voice.business_hours && (
          <ChoiceChips
            name="preview_when"
            size="small"
            label={words.when}
            value={scene.when}
            onChange={(when) => change({ when })}
            options={[
              { value: "now", label: words.now },
              { value: "closed", label: words.closed },
            ]}
          />
        )}
      </div>
      <PreviewPhone
        business={business}
        messages={scene.messages}
        preview={preview}
        onSend={send}
        onReset={reset}
      />
    </div>
  );
}
