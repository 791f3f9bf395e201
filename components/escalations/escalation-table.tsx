import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { PersonChip } from "@/components/ui/person-chip";
import { Badge, StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { EscalationView } from "@/lib/escalations/schema";
import { escalationWords as words } from "@/lib/words/en/escalations";

/** Escalations as a table on a laptop, as cards on a phone. */
export function EscalationTable({ escalations }: { escalations: readonly EscalationView[] }) {
  return (
    <Card flush className="max-md:border-0 max-md:bg-transparent">
      <DataTable
        caption={words.caption}
        rows={escalations}
        columns={COLUMNS}
        rowKey={(one) => one.escalation_id}
        rowHref={(one) => `/ceo/escalations/${one.escalation_id}`}
        rowLabel={(one) => one.reference}
      />
    </Card>
  );
}

const LOOKS = {
  PENDING_CEO_APPROVAL: "escalated",
  APPROVED: "approved",
  REJECTED: "rejected",
  CLOSED: "CANCELLED",
} as const;

/** The state of an escalation; one that has waited for a day says so. */
export function EscalationBadge({ escalation }: { escalation: EscalationView }) {
  if (escalation.overdue) return <Badge tone="laterite">{words.overdue}</Badge>;
  return <StatusBadge status={LOOKS[escalation.state]} label={words.states[escalation.state]} />;
}

const COLUMNS: readonly Column<EscalationView>[] = [
  {
    key: "order",
    header: words.columns.order,
    onPhone: "title",
    cell: (one) => <span className="exact font-semibold">{one.reference}</span>,
  },
  {
    key: "buyer",
    header: words.columns.buyer,
    onPhone: "lead",
    cell: ({ buyer }) => <PersonChip name={buyer.name} masked={buyer.phone_masked} />,
  },
  { key: "why", header: words.columns.why, onPhone: "sub", cell: (one) => words.why[one.reason] },
  { key: "vendor", header: words.columns.vendor, onPhone: "hide", cell: (one) => one.vendor.name },
  {
    key: "state",
    header: words.columns.state,
    onPhone: "badge",
    cell: (one) => <EscalationBadge escalation={one} />,
  },
  {
    key: "since",
    header: words.columns.since,
    onPhone: "when",
    cell: (one) => <TimeText plain at={one.created_at} className="text-soft" />,
  },
  {
    key: "total",
    header: words.columns.total,
    align: "end",
    onPhone: "amount",
    cell: (one) => <Money kobo={one.total_kobo} className="font-semibold" />,
  },
];
