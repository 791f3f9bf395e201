"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { PageHeader } from "@/components/ui/card";
import type { ChatbotSettings } from "@/lib/conversation/schema";
import { chatbotWords as words } from "@/lib/words/en/chatbot";
import { sayHours } from "@/lib/words/hours";
import { ChoiceChips } from "./choice-chips";
import { ConflictDialog } from "./conflict-dialog";
import { FeatureSwitches } from "./feature-switches";
import { HoursEditor } from "./hours-editor";
import { LeaveGuard } from "./leave-guard";
import { PreviewPanel, useScene } from "./preview-panel";
import { QuestionList } from "./question-list";
import { SaveBar } from "./save-bar";
import { TextFields } from "./text-fields";
import type { PreviewTurn } from "./use-preview";
import { useVoice } from "./use-voice";
import type { Lines, Tone, VoicePath } from "./voice";

type Props = {
  business: string;
  zone: string;
  settings: ChatbotSettings;
  lines: Lines;
  initial: PreviewTurn[];
};

const TONES = Object.entries(words.tone.options).map(([value, label]) => ({ value: value as Tone, label }));

/** The bot's voice: the form and a phone that answers every keystroke, side by side; on a phone one at a time. */
export function ChatbotPageView({ business, zone, settings, lines, initial }: Props) {
  const hands = useVoice(settings);
  const stage = useScene();
  const [view, setView] = useState<"form" | "phone">("form");
  const { voice } = hands;
  // What is being written must be heard in the phone.
  const show = (path: VoicePath) => {
    if (path === "out_of_hours") stage.change({ when: "closed" });
    if (path === "quick_replies.greeting") stage.change({ as: "verified_buyer" });
    if (path === "greeting") stage.change({ as: "stranger" });
  };
  const hours = voice.business_hours;
  const ours = { ...lines[voice.tone] };
  if (hours?.open && hours.close) ours.out_of_hours = ours.out_of_hours.replace("…", sayHours(hours));
  return (
    <>
      <PageHeader title={words.title} text={words.text} />
      <ChoiceChips
        name="tone"
        label={words.tone.title}
        options={TONES}
        value={voice.tone}
        onChange={(tone) => hands.set("tone", tone)}
      />
      <ViewSwitch view={view} onChange={setView} />
      <div className="mt-4 gap-8 lg:mt-6 lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start">
        <div className={clsx("grid gap-4 md:gap-6", view === "phone" && "max-lg:hidden")}>
          <TextFields hands={hands} lines={ours} onFocus={show} />
          <HoursEditor hands={hands} lines={ours} zone={zone} onFocus={show} />
          <QuestionList hands={hands} />
          <FeatureSwitches hands={hands} />
        </div>
        <div className={clsx("lg:sticky lg:top-6", view === "form" && "max-lg:hidden")}>
          <PreviewPanel business={business} voice={voice} initial={initial} stage={stage} />
        </div>
      </div>
      <div aria-hidden className="h-20" />
      <SaveBar hands={hands} />
      <ConflictDialog hands={hands} />
      <LeaveGuard isDirty={hands.changed.length > 0 && !hands.busy} />
    </>
  );
}

type SwitchProps = { view: "form" | "phone"; onChange: (view: "form" | "phone") => void };

/** On a phone: the form or the preview, always within reach. */
function ViewSwitch({ view, onChange }: SwitchProps) {
  return (
    <div className="sticky top-14 z-10 -mx-4 mt-4 border-line border-b bg-paper px-4 py-2 md:top-0 md:-mx-8 md:px-8 lg:hidden">
      <ChoiceChips
        name="view"
        label={words.views.label}
        hideLabel
        value={view}
        onChange={onChange}
        options={[
          { value: "form", label: words.views.form },
          { value: "phone", label: words.views.phone },
        ]}
      />
    </div>
  );
}
