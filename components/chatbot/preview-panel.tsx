"use client";

import { useState } from "react";
import { chatbotWords } from "@/lib/words/en/chatbot";
import { ChoiceChips } from "./choice-chips";
import { PreviewPhone } from "./preview-phone";
import { type PreviewScene, type PreviewTurn, usePreview } from "./use-preview";
import type { Voice, VoicePath } from "./voice";

const words = chatbotWords.preview;
const OPENING: string[] = [...words.opening];

const START: PreviewScene = { as: "stranger", when: "now", messages: OPENING };

/** Which line of the opening a text of the form answers, and the scene in which it does. */
const SPOTS: Partial<Record<VoicePath, { turn: number } & Partial<PreviewScene>>> = {
  greeting: { turn: 0, as: "stranger" },
  "quick_replies.greeting": { turn: 0, as: "verified_buyer" },
  out_of_hours: { turn: 0, when: "closed" },
  fallback: { turn: 1 },
  "quick_replies.thanks": { turn: 2 },
  "quick_replies.goodbye": { turn: 3 },
};

/** The scene that is played: who writes, when, and what; starting with a few lines that every text of the form answers. */
export function useScene() {
  const [scene, setScene] = useState(START);
  const [spot, setSpot] = useState<number>();
  const change = (part: Partial<PreviewScene>) => setScene((before) => ({ ...before, ...part }));
  return {
    scene,
    /** The turn to be kept in view, while its text is being written. */
    spot,
    change,
    show: (path: VoicePath) => {
      const { turn, ...part } = SPOTS[path] ?? { turn: undefined };
      setSpot(turn);
      change(part);
    },
    send: (text: string) => {
      setSpot(undefined);
      setScene((before) => ({ ...before, messages: [...before.messages, text] }));
    },
    reset: () => {
      setSpot(undefined);
      setScene(START);
    },
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
  const { scene, spot, change, send, reset } = stage;
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
        spot={spot}
        preview={preview}
        onSend={send}
        onReset={reset}
      />
    </div>
  );
}
