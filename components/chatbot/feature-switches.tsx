"use client";

import { Card } from "@/components/ui/card";
import { Switch } from "@/components/ui/toggles";
import { chatbotWords } from "@/lib/words/en/chatbot";
import type { VoiceHands } from "./use-voice";

const words = chatbotWords.features;
const FEATURES = ["catalogue_answers", "order_tracking", "address_collection", "reminders"] as const;

/** What the bot does by itself. */
export function FeatureSwitches({ hands }: { hands: VoiceHands }) {
  const { features } = hands.voice;
  return (
    <Card title={words.title}>
      <div className="grid gap-4">
        {FEATURES.map((name) => (
          <Switch
            key={name}
            name={`features.${name}`}
            label={words[name]}
            hint={words[`${name}_hint`]}
            checked={features[name]}
            onChange={(event) => hands.set("features", { ...features, [name]: event.target.checked })}
          />
        ))}
      </div>
    </Card>
  );
}
