import { ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import type { TroubleItem } from "@/lib/trouble/schema";
import { overviewWords } from "@/lib/words/en/dashboard";

const words = overviewWords.wrong;
const TROUBLE = "/ceo/trouble";

/** The newest of what went wrong and was not put aside yet, each with its reason; nothing while all is well. */
export function WentWrong({ items }: { items: readonly TroubleItem[] }) {
  if (items.length === 0) return null;
  return (
    <Card title={words.title} flush aside={<All />}>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.id}>
            <Row item={item} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function All() {
  return (
    <Link
      href={TROUBLE}
      className="-mr-2 inline-flex min-h-11 items-center gap-1 rounded-control px-2 font-medium text-14 text-lagoon-ink hover:bg-lagoon-wash"
    >
      {words.all}
      <ChevronRight aria-hidden className="size-4" />
    </Link>
  );
}

function Row({ item }: { item: TroubleItem }) {
  const about = [item.name, item.order_reference].filter(Boolean).join(" · ");
  return (
    <Link
      href={item.href ?? TROUBLE}
      className="flex min-h-16 items-start gap-3 px-4 py-3 -outline-offset-2 transition-colors hover:bg-sunken md:px-5"
    >
      <span
        aria-hidden
        className="grid size-10 shrink-0 place-items-center rounded-full bg-laterite-wash text-laterite-ink"
      >
        <TriangleAlert className="size-5" />
      </span>
      <span className="grid min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-medium">{item.title}</span>
          <TimeText plain at={item.at} className="text-14 text-faint" />
        </span>
        {about && <span className="text-14 text-soft">{about}</span>}
        <span className="break-words text-14 text-faint">{item.text}</span>
      </span>
    </Link>
  );
}
