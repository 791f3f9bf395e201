import { MessageCircle, ShoppingBag } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { OrderHistory } from "@/components/orders/order-history";
import { OrderItems } from "@/components/orders/order-parts";
import { PictureBox } from "@/components/receipts/decided-receipt";
import { ReceiptChecks } from "@/components/receipts/receipt-checks";
import { BackLink } from "@/components/shell/back-link";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, PageHeader } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { TimeText } from "@/components/ui/time-text";
import type { AuditItem } from "@/lib/audit/schema";
import type { EscalationView } from "@/lib/escalations/schema";
import type { OrderView } from "@/lib/orders/schema";
import type { ReceiptView } from "@/lib/receipts/schema";
import { escalationWords as words } from "@/lib/words/en/escalations";
import { EscalationDecision } from "./escalation-decision";
import { EscalationLetter } from "./escalation-letter";
import { EscalationBadge } from "./escalation-table";

type Props = {
  escalation: EscalationView;
  receipt: ReceiptView | null;
  order: OrderView;
  /** What happened to the order. */
  entries: readonly AuditItem[];
};

/** One escalation: a short letter, the receipt and the sums beside it, the decision at its end, then how it came here. */
export function EscalationPage({ escalation, receipt, order, entries }: Props) {
  const isOpen = escalation.state === "PENDING_CEO_APPROVAL";
  return (
    <>
      <LiveRefresh topics={["escalation", "order", "receipt"]} />
      <PageHeader
        back={<BackLink href="/ceo/escalations">{words.title}</BackLink>}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="exact">{words.letter.title(escalation.reference)}</span>
            <EscalationBadge escalation={escalation} />
          </span>
        }
        actions={<Money kobo={escalation.total_kobo} className="px-0! font-bold font-display text-28" />}
      />
      <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr] lg:items-start">
        <div className="grid min-w-0 gap-4 md:gap-6">
          <Card className="md:[&>div]:p-8">
            <EscalationLetter escalation={escalation} receipt={receipt} />
          </Card>
          <OrderItems order={order} />
        </div>
        <Card
          title={words.letter.receipt}
          className={escalation.price ? "hidden" : "lg:col-start-2 lg:row-span-2 lg:row-start-1"}
        >
          {receipt ? (
            <div className="grid gap-4">
              <PictureBox receipt={receipt} />
              <ReceiptChecks checks={receipt.checks} />
            </div>
          ) : (
            <p className="text-14 text-faint">{words.letter.noReceipt}</p>
          )}
        </Card>
        <div className="grid min-w-0 gap-4 md:gap-6">
          {isOpen ? <EscalationDecision escalation={escalation} /> : <Decided escalation={escalation} />}
          <Links escalation={escalation} receipt={receipt} />
          <OrderHistory order={order} entries={entries} />
        </div>
      </div>
    </>
  );
}

function Decided({ escalation }: { escalation: EscalationView }) {
  const { state, decided_at, decision_notes } = escalation;
  if (state === "PENDING_CEO_APPROVAL") return null;
  return (
    <Card title={words.decide.title}>
      <p>
        {(escalation.price ? words.decidedPrice : words.decided)[state]}{" "}
        {decided_at && <TimeText at={decided_at} className="text-faint" />}
      </p>
      {decision_notes && (
        <p className="mt-2 text-14 text-soft">
          {(escalation.price ? words.decidedPrice : words.decided).reason}: {decision_notes}
        </p>
      )}
    </Card>
  );
}

function Links({ escalation, receipt }: Pick<Props, "escalation" | "receipt">) {
  return (
    <p className="flex flex-wrap gap-3">
      <ButtonLink href={`/ceo/orders/${escalation.order_id}`} icon={<ShoppingBag aria-hidden />}>
        {words.view.order}
      </ButtonLink>
      {escalation.price && (
        <ButtonLink href={`/vendor/negotiation/${escalation.order_id}`} icon={<MessageCircle aria-hidden />}>
          {words.view.chat}
        </ButtonLink>
      )}
      {receipt && (
        <ButtonLink
          href={`/vendor/conversations/${receipt.conversation_id}`}
          icon={<MessageCircle aria-hidden />}
        >
          {words.view.chat}
        </ButtonLink>
      )}
    </p>
  );
}
