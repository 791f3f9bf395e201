import { ChevronRight, CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { OverviewView } from "@/lib/analytics/schema";
import { overviewWords } from "@/lib/words/en/dashboard";

const words = overviewWords.setup;

/** In the order of a first day, and where each is done. */
const STEPS = [
  { id: "channel", href: "/ceo/connections" },
  { id: "account", href: "/ceo/settings/money" },
  { id: "product", href: "/ceo/products" },
  { id: "voice", href: "/ceo/chatbot", isOptional: true },
  { id: "vendor", href: "/ceo/vendors", isOptional: true },
  { id: "order", href: "/ceo/orders" },
] as const;

type Setup = OverviewView["setup"];
type Step = (typeof STEPS)[number];

const isOptional = (step: Step) => "isOptional" in step;

/** What a new business has still to do. It goes once it can sell, and what one may leave out goes with the first sale. */
export function SetupList({ setup }: { setup: Setup }) {
  const open = STEPS.filter((step) => !setup[step.id]);
  if (open.length === 0 || (setup.sold && open.every(isOptional))) return null;
  const done = STEPS.length - open.length;
  return (
    <Card
      title={words.title}
      aside={<span className="tabular text-14 text-faint">{words.done(done, STEPS.length)}</span>}
    >
      <progress className="gauge mb-3" value={done} max={STEPS.length} aria-label={words.title} />
      <ol className="-mx-2 grid gap-1 md:grid-cols-2 lg:grid-cols-3">
        {STEPS.map((step) => (
          <li key={step.id}>{setup[step.id] ? <Done step={step} /> : <Open step={step} />}</li>
        ))}
      </ol>
    </Card>
  );
}

function Done({ step }: { step: Step }) {
  return (
    <p className="flex gap-3 px-2 py-2.5 text-faint">
      <CircleCheck role="img" aria-label={words.isDone} className="mt-0.5 size-5 shrink-0 text-palm-ink" />
      <span className="line-through decoration-1">{words[step.id]}</span>
    </p>
  );
}

function Open({ step }: { step: Step }) {
  return (
    <Link href={step.href} className="flex min-h-11 gap-3 rounded-control px-2 py-2.5 hover:bg-sunken">
      <CircleDashed
        role="img"
        aria-label={words.isOpen}
        className="mt-0.5 size-5 shrink-0 text-marigold-ink"
      />
      <span className="grid">
        <span className="font-medium">
          {words[step.id]}
          {isOptional(step) && <span className="font-normal text-14 text-faint"> ({words.optional})</span>}
        </span>
        <span className="text-14 text-faint">{words[`${step.id}Text`]}</span>
      </span>
      <ChevronRight aria-hidden className="mt-0.5 ml-auto size-5 shrink-0 text-faint" />
    </Link>
  );
}
