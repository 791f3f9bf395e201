import { clsx } from "clsx";
import {
  Bot,
  ChevronRight,
  Cog,
  Link2Off,
  type LucideIcon,
  MessageCircleWarning,
  ReceiptText,
  TriangleAlert,
} from "lucide-react";
import Link from "next/link";
import { TONES, type Tone } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { TroubleItem, TroubleKind } from "@/lib/trouble/schema";
import { troubleWords as words } from "@/lib/words/en/trouble";
import { MarkSeen } from "./mark-seen";

const LOOKS: Record<TroubleKind, [Tone, LucideIcon]> = {
  message: ["laterite", MessageCircleWarning],
  event: ["neutral", TriangleAlert],
  turn: ["marigold", Bot],
  receipt: ["marigold", ReceiptText],
  job: ["laterite", Cog],
  channel: ["laterite", Link2Off],
};

type Props = { label: string; items: readonly TroubleItem[]; canMark?: boolean; isStanding?: boolean };

/** One entry each: what happened, what to do, where to do it. */
export function TroubleList({ label, items, canMark, isStanding }: Props) {
  return (
    <ul
      aria-label={label}
      className={clsx(
        "divide-y divide-line overflow-clip rounded-card border bg-surface",
        isStanding ? "border-laterite" : "border-line",
      )}
    >
      {items.map((item) => (
        <li key={item.id} className="flex items-start gap-3 px-4 py-4 md:px-5">
          <Sign kind={item.kind} />
          <Words item={item} canMark={canMark} />
        </li>
      ))}
    </ul>
  );
}

function Sign({ kind }: { kind: TroubleKind }) {
  const [tone, Icon] = LOOKS[kind];
  return (
    <span aria-hidden className={clsx("grid size-10 shrink-0 place-items-center rounded-full", TONES[tone])}>
      <Icon className="size-5" />
    </span>
  );
}

function Words({ item, canMark }: { item: TroubleItem; canMark?: boolean }) {
  const about = [item.name, item.order_reference].filter(Boolean).join(" · ");
  return (
    <div className="grid min-w-0 flex-1 gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{item.title}</span>
        <TimeText at={item.at} className="text-14 text-faint" />
      </p>
      {about && <p className="text-14 text-soft">{about}</p>}
      <p className="max-w-prose break-words text-14 text-soft">{item.text}</p>
      <p className="max-w-prose text-14">{item.advice}</p>
      {(item.href || canMark) && (
        <p className="-ml-2 flex flex-wrap items-center gap-x-2">
          {item.href && (
            <Link
              href={item.href}
              className="inline-flex min-h-11 items-center gap-1 rounded-control px-2 font-medium text-14 text-lagoon-ink hover:bg-lagoon-wash"
            >
              {sayLink(item.href)}
              <ChevronRight aria-hidden className="size-4" />
            </Link>
          )}
          {canMark && <MarkSeen id={item.id} title={item.title} />}
        </p>
      )}
    </div>
  );
}

function sayLink(href: string): string {
  if (href.startsWith("/vendor/conversations/")) return words.links.chat;
  return href.startsWith("/ceo/orders/") ? words.links.order : words.links.log;
}
