import { CircleCheck, CircleDashed } from "lucide-react";
import { Card } from "@/components/ui/card";
import type { OverviewView } from "@/lib/analytics/schema";
import { overviewWords } from "@/lib/words/en/dashboard";

const words = overviewWords.setup;
const STEPS = ["channel", "account", "product"] as const;

/** What a new business still lacks before its first sale; nothing once all is there. */
export function SetupList({ setup }: { setup: OverviewView["setup"] }) {
  const done = STEPS.filter((step) => setup[step]).length;
  if (done === STEPS.length) return null;
  return (
    <Card
      title={words.title}
      aside={<span className="tabular text-14 text-faint">{words.done(done, STEPS.length)}</span>}
    >
      <ol className="grid gap-4 md:grid-cols-3">
        {STEPS.map((step) => {
          const Icon = setup[step] ? CircleCheck : CircleDashed;
          return (
            <li key={step} className="flex gap-3">
              <Icon
                role="img"
                aria-label={setup[step] ? words.isDone : words.isOpen}
                className={`mt-0.5 size-5 shrink-0 ${setup[step] ? "text-palm-ink" : "text-marigold-ink"}`}
              />
              <span className="grid">
                <span className={setup[step] ? "text-faint line-through decoration-1" : "font-medium"}>
                  {words[step]}
                </span>
                {!setup[step] && <span className="text-14 text-faint">{words[`${step}Text`]}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
