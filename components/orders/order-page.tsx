import { LiveRefresh } from "@/components/live/live-refresh";
import { BackLink } from "@/components/shell/back-link";
import { Card, PageHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { OrderStepper } from "@/components/ui/order-stepper";
import { StatusBadge } from "@/components/ui/status-badge";
import type { AuditItem } from "@/lib/audit/schema";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { OrderActions } from "./order-actions";
import { OrderDispute } from "./order-dispute";
import { OrderHistory } from "./order-history";
import { OrderAccount, OrderBuyer, OrderDelivery, OrderItems, OrderReceipts } from "./order-parts";
import type { OrdersBase } from "./order-table";
import { OrderVendor } from "./order-vendor";
import { OrderWithOwner } from "./order-with-owner";
import type { StaffMember } from "./staff-member";

const words = orderWords.one;

type Props = {
  order: OrderView;
  /** The order's audit entries, for the owner. */
  entries: readonly AuditItem[] | null;
  /** The open escalation of this order, for the owner. */
  escalationId?: string;
  /** Who decides on an order that a vendor may not release. */
  ownerName?: string;
  /** The owner's staff, for her to give the order to. */
  staff?: readonly StaffMember[];
  /** The business's time zone. */
  zone: string;
  base: OrdersBase;
};

/** One order: where it is, what is in it, who it is for, how it was paid, what happened. */
export function OrderPage({ order, entries, escalationId, ownerName, staff, zone, base }: Props) {
  return (
    <>
      <LiveRefresh topics={["order", "receipt", "escalation"]} />
      <PageHeader
        back={<BackLink href={`${base}/orders`}>{words.back}</BackLink>}
        title={
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="exact">{order.reference}</span>
            <CopyButton text={order.reference} label={words.copy} />
            <StatusBadge status={order.status} />
          </span>
        }
        actions={<OrderActions order={order} escalationId={escalationId} />}
      />
      <div className="grid gap-4 md:gap-6">
        <OrderDispute order={order} />
        {ownerName && order.status === "ESCALATED" && <OrderWithOwner order={order} ownerName={ownerName} />}
        <Card title={words.steps}>
          <OrderStepper status={order.status} stoppedAfter={stepsDone(order)} />
        </Card>
        <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
          <div className="grid min-w-0 gap-4 md:gap-6">
            <OrderItems order={order} />
            <OrderReceipts order={order} />
            <OrderHistory order={order} entries={entries} />
          </div>
          <div className="grid min-w-0 gap-4 md:gap-6 max-lg:row-start-1 max-lg:md:grid-cols-2">
            <OrderBuyer order={order} />
            {staff && <OrderVendor order={order} staff={staff} />}
            <OrderDelivery order={order} zone={zone} />
            <OrderAccount order={order} />
          </div>
        </div>
      </div>
    </>
  );
}

const MILESTONES = ["APPROVED", "CONFIRMED", "SHIPPED", "DELIVERED"];

/** How far a cancelled or disputed order had come. */
function stepsDone({ history }: OrderView): number {
  const reached = history.map((move) => MILESTONES.indexOf(move.status)).filter((at) => at >= 0);
  if (reached.length > 0) return 3 + Math.max(...reached);
  return history.some((move) => move.status === "RECEIPT_UPLOADED") ? 2 : 1;
}
