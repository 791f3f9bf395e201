import { CircleDot, ReceiptText, ShieldCheck, ShoppingBag, Truck, UserRoundCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import type { Tone } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { AuditItem } from "@/lib/audit/schema";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { statusWords } from "@/lib/words/en/states";

const words = orderWords.one;

type Props = { order: Pick<OrderView, "history">; entries: readonly AuditItem[] | null };

/** What happened to an order, the latest first: the audit log for the owner, the steps alone for a vendor. */
export function OrderHistory({ order, entries }: Props) {
  const items = entries ? entries.map(ofEntry) : [...order.history].reverse().map(ofMove);
  return (
    <Card title={words.history}>
      <Timeline label={words.history} items={items} />
    </Card>
  );
}

function ofEntry(entry: AuditItem): TimelineItem {
  return {
    key: `${entry.chain}-${entry.seq}`,
    title: entry.sentence,
    time: <TimeText at={entry.at} />,
    ...lookOf(entry.action),
  };
}

function ofMove(move: OrderView["history"][number], at: number): TimelineItem {
  return {
    key: `${move.status}-${at}`,
    title: statusWords[move.status],
    time: <TimeText at={move.at} />,
    body: words.by[move.actor_kind],
    ...lookOf(move.status),
  };
}

const LOOKS: [RegExp, Tone, ReactNode][] = [
  [/REJECTED|CANCELLED|DISPUTED|FAILED/, "laterite", <X key="x" />],
  [/ESCALAT|FLAGGED/, "marigold", <UserRoundCheck key="e" />],
  [/APPROVED|CONFIRMED|SETTLED|VERIFY_SUCCESS/, "palm", <ShieldCheck key="a" />],
  [/RECEIPT/, "marigold", <ReceiptText key="r" />],
  [/SHIPPED|DELIVERED/, "lagoon", <Truck key="s" />],
  [/PLACED|AWAITING/, "neutral", <ShoppingBag key="p" />],
];

function lookOf(name: string): { icon: ReactNode; tone: Tone } {
  const found = LOOKS.find(([pattern]) => pattern.test(name));
  return found ? { tone: found[1], icon: found[2] } : { tone: "neutral", icon: <CircleDot /> };
}
