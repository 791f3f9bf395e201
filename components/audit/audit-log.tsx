import {
  Eye,
  KeyRound,
  type LucideIcon,
  MessageCircle,
  PackageCheck,
  ReceiptText,
  Store,
  UserRound,
} from "lucide-react";
import type { Tone } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import { Timeline } from "@/components/ui/timeline";
import type { AuditItem, AuditTopic } from "@/lib/audit/schema";
import { auditWords } from "@/lib/words/en/audit";
import { daysBetween, sayDay } from "@/lib/words/times";
import { EntryDetails } from "./entry-details";

const LOOKS: Record<AuditTopic, LucideIcon> = {
  payments: ReceiptText,
  orders: PackageCheck,
  buyers: UserRound,
  messages: MessageCircle,
  shop: Store,
  sign_in: KeyRound,
  looks: Eye,
};

const TONES: readonly [RegExp, Tone][] = [
  [/_(?:FAILED|LOCKED|REJECTED|DISPUTED|UNREADABLE|REMOVED|SUSPENDED|WRONG|MISSING)$/, "laterite"],
  [/_(?:APPROVED|CONFIRMED|DELIVERED|SUCCESS|VERIFIED)$/, "palm"],
  [/^(?:ESCALATION_CREATED|RECEIPT_FLAGGED|PERSON_NEEDED|MESSAGE_HELD|CHANNEL_NEEDS_RECONNECT)$/, "marigold"],
];

type Props = {
  items: readonly AuditItem[];
  params: Record<string, string | undefined>;
  zone: string;
  now: Date;
};

/** The log, day by day: one readable sentence a line, the proof behind it one tap away. */
export function AuditLog({ items, params, zone, now }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {byDay(items, zone, now).map(({ day, entries }) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-3 font-semibold text-14 text-faint">{day}</h2>
          <Timeline
            label={`${auditWords.list}, ${day}`}
            items={entries.map((item) => {
              const Icon = LOOKS[item.topic];
              return {
                key: `${item.chain}-${item.seq}`,
                icon: <Icon />,
                tone: toneOf(item.action),
                title: item.sentence,
                time: <TimeText at={item.at} say="clock" className="mr-7 sm:mr-22" />,
                body: <EntryDetails item={item} params={params} />,
              };
            })}
          />
        </section>
      ))}
    </div>
  );
}

function toneOf(action: string): Tone {
  return TONES.find(([pattern]) => pattern.test(action))?.[1] ?? "neutral";
}

function byDay(
  items: readonly AuditItem[],
  zone: string,
  now: Date,
): { day: string; entries: AuditItem[] }[] {
  const days: { day: string; entries: AuditItem[] }[] = [];
  for (const item of items) {
    const day = nameDay(new Date(item.at), zone, now);
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] });
    days.at(-1)?.entries.push(item);
  }
  return days;
}

function nameDay(at: Date, zone: string, now: Date): string {
  const ago = daysBetween(at, now, zone);
  if (ago === 0) return auditWords.today;
  return ago === 1 ? auditWords.yesterday : sayDay(at, now, zone);
}
