import { Download } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { BackLink } from "@/components/shell/back-link";
import { Card, PageHeader } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";
import { DeleteReceipt } from "./delete-receipt";
import { ReceiptChecks } from "./receipt-checks";
import { ReceiptAmounts, ReceiptLinks, ReceiptPeople, VerdictLine } from "./receipt-facts";
import { ReceiptPicture } from "./receipt-picture";
import { WithOwner } from "./with-owner";

type Props = {
  receipt: ReceiptView;
  base: "/ceo" | "/vendor";
  /** For a vendor's receipt that is the owner's to decide: who that is, and whether the vendor's word is kept already. */
  withOwner?: { ownerName: string; isCreditSeen: boolean };
};

/** A receipt that is not in the queue: decided, replaced, with the owner, or not readable. */
export function DecidedReceipt({ receipt, base, withOwner }: Props) {
  return (
    <>
      <LiveRefresh topics={["receipt", "escalation"]} />
      <PageHeader
        back={<BackLink href={`${base}/orders/${receipt.order_id}`}>{receipt.reference}</BackLink>}
        title={words.decided.title(receipt.reference)}
        actions={<StatusBadge status={receipt.state} />}
      />
      <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <PictureBox receipt={receipt} />
        <Card>
          <div className="grid gap-4">
            <ReceiptAmounts receipt={receipt} />
            <ReceiptPeople receipt={receipt} />
            {withOwner && <WithOwner receipt={receipt} {...withOwner} />}
            {receipt.verdict && !receipt.decided_at && <VerdictLine receipt={receipt} />}
            <Outcome receipt={receipt} />
            <ReceiptChecks checks={receipt.checks} />
            <ReceiptLinks receipt={receipt} base={base} />
            {base === "/ceo" && receipt.sha256 && !receipt.deleted_at && <OwnersPart receipt={receipt} />}
          </div>
        </Card>
      </div>
    </>
  );
}

/** A receipt's picture on a page that scrolls. */
export function PictureBox({ receipt }: { receipt: ReceiptView }) {
  const { view } = receipt;
  return (
    <div
      style={view ? { aspectRatio: `${view.width} / ${view.height}` } : undefined}
      className="relative max-h-[44rem] min-h-40 w-full overflow-clip rounded-card border border-line bg-sunken"
    >
      <ReceiptPicture
        receiptId={receipt.receipt_id}
        view={view}
        alt={words.picture(receipt.reference, receipt.buyer.name)}
        className="absolute inset-0"
        isDeleted={receipt.deleted_at !== null}
        isEmbedded
      />
    </div>
  );
}

function Outcome({ receipt }: { receipt: ReceiptView }) {
  const lines = [
    [words.decided.when, receipt.decided_at && <TimeText key="when" at={receipt.decided_at} />],
    [words.decided.reason, receipt.notes],
    [words.decided.trouble, receipt.trouble],
    [words.decided.deleted, receipt.deleted_at && <TimeText key="deleted" at={receipt.deleted_at} />],
    [words.decided.deletedWhy, receipt.deletion_reason],
  ] as const;
  const known = lines.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <dl className="grid gap-2 rounded-control bg-sunken p-3 text-14">
      {known.map(([label, value]) => (
        <div key={label} className="grid">
          <dt className="text-12 text-faint">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What only the owner may do with the files; what waits for her decision cannot be deleted. */
function OwnersPart({ receipt }: { receipt: ReceiptView }) {
  const isDecided = receipt.state !== "escalated" && receipt.state !== "reading";
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <OriginalLink receiptId={receipt.receipt_id} />
      {isDecided && <DeleteReceipt receipt={receipt} />}
    </div>
  );
}

/** The file exactly as it came. */
function OriginalLink({ receiptId }: { receiptId: string }) {
  return (
    <a
      href={`/api/receipts/${receiptId}/file?original=1`}
      className="inline-flex min-h-11 w-fit items-center gap-2 font-medium text-14 text-lagoon-ink underline-offset-4 hover:underline"
    >
      <Download aria-hidden className="size-4" />
      {words.original}
    </a>
  );
}
