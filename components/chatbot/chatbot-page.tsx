"use client";

import { clsx } from "clsx";
import { useRef, useState } from "react";
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
import type { Lines, Tone } from "./voice";

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
  const { view, anchor, turnTo } = useView();
  const { voice } = hands;
  const hours = voice.business_hours;
  const ours = { ...lines[voice.tone] };
  // Who is known hears the greeting for everybody where there is none for them.
  ours["quick_replies.greeting"] = voice.greeting || ours["quick_replies.greeting"];
  if (hours?.open && hours.close) ours.out_of_hours = ours.out_of_hours.replace("…", sayHours(hours));
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start lg:gap-x-8">
      <PageHeader title={words.title} text={words.text} />
      {/* The page's own scroll padding is 5rem; the head of a phone's page has 3.5. */}
      <div ref={anchor} className="-scroll-mt-6 md:-scroll-mt-20 lg:hidden" />
      <div className={clsx("lg:mb-6", view === "phone" ? STAYS : "max-lg:contents")}>
        <ChoiceChips
          name="tone"
          label={words.tone.title}
          size={view === "phone" ? "small" : "regular"}
          oneRow={view === "phone"}
          options={TONES}
          value={voice.tone}
          onChange={(tone) => hands.set("tone", tone)}
        />
        <ViewSwitch view={view} onChange={turnTo} />
      </div>
      <div className={clsx("grid gap-4 max-lg:mt-4 md:gap-6", view === "phone" && "max-lg:hidden")}>
        <TextFields hands={hands} lines={ours} onFocus={stage.show} />
        <HoursEditor hands={hands} lines={ours} zone={zone} onFocus={stage.show} />
        <QuestionList hands={hands} />
        <FeatureSwitches hands={hands} />
      </div>
      <div
        className={clsx(
          "max-lg:mt-4 lg:sticky lg:top-8 lg:col-start-2 lg:row-span-3 lg:row-start-1",
          view === "form" && "max-lg:hidden",
        )}
      >
        <PreviewPanel business={business} voice={voice} initial={initial} stage={stage} />
      </div>
      <div aria-hidden className="h-20" />
      <SaveBar hands={hands} />
      <ConflictDialog hands={hands} />
      <LeaveGuard isDirty={hands.changed.length > 0 && !hands.busy} />
    </div>
  );
}

type View = "form" | "phone";

/** Which of the two a phone shows. Turning back leads to the very field that was being written. */
function useView() {
  const [view, setView] = useState<View>("form");
  const anchor = useRef<HTMLDivElement>(null);
  const formTop = useRef(0);
  const turnTo = (next: View) => {
    if (next === "phone") formTop.current = window.scrollY;
    setView(next);
    requestAnimationFrame(() => {
      if (next === "phone") anchor.current?.scrollIntoView();
      else window.scrollTo(0, formTop.current);
    });
  };
  return { view, anchor, turnTo };
}

type SwitchProps = { view: View; onChange: (view: View) => void };

/** What stays in view under the head of the page on a phone. */
const STAYS =
  "max-lg:sticky max-lg:top-14 max-lg:z-10 max-lg:-mx-4 max-lg:border-line max-lg:border-b max-lg:bg-paper max-lg:px-4 max-lg:py-2 md:max-lg:top-0 md:max-lg:-mx-8 md:max-lg:px-8";

/** On a phone: the form or the preview, always within reach. */
function ViewSwitch({ view, onChange }: SwitchProps) {
  return (
    <div className={clsx("lg:hidden", view === "form" ? `mt-4 ${STAYS}` : "mt-2")}>
      <ChoiceChips
        name="view"
        label={words.views.label}
        hideLabel
        isBar
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
