import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { PersonChip } from "@/components/ui/person-chip";
import { StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { OrderListItem } from "@/lib/orders/schema";
import { orderWords as words } from "@/lib/words/en/orders";

export type OrdersBase = "/ceo" | "/vendor";

/** Orders as a table on a laptop, as cards on a phone. */
export function OrderTable({ orders, base }: { orders: readonly OrderListItem[]; base: OrdersBase }) {
  return (
    <Card flush className="max-md:border-0 max-md:bg-transparent">
      <DataTable
        caption={words.caption}
        rows={orders}
        columns={COLUMNS}
        rowKey={(order) => order.order_id}
        rowHref={(order) => `${base}/orders/${order.order_id}`}
        rowLabel={(order) => order.reference}
      />
    </Card>
  );
}

const COLUMNS: readonly Column<OrderListItem>[] = [
  {
    key: "order",
    header: words.columns.order,
    onPhone: "title",
    width: "7rem",
    cell: (order) => <span className="exact font-semibold">{order.reference}</span>,
  },
  {
    key: "buyer",
    header: words.columns.buyer,
    onPhone: "lead",
    cell: ({ buyer, area }) => (
      <PersonChip name={buyer.name} masked={buyer.phone_masked} note={area ?? undefined} />
    ),
  },
  {
    key: "items",
    header: words.columns.items,
    onPhone: "sub",
    width: "12rem",
    cell: (order) => <span className="text-soft">{sayItems(order)}</span>,
  },
  {
    key: "state",
    header: words.columns.state,
    onPhone: "badge",
    cell: (order) => <StatusBadge status={order.status} />,
  },
  {
    key: "placed",
    header: words.columns.placed,
    onPhone: "when",
    cell: (order) => <TimeText plain at={order.created_at} className="text-soft" />,
  },
  {
    key: "total",
    header: words.columns.total,
    align: "end",
    onPhone: "amount",
    cell: (order) => <Money kobo={order.total_kobo} className="font-semibold" />,
  },
];

function sayItems({ items }: OrderListItem): string {
  const [first, ...rest] = items;
  return first ? words.more(`${first.quantity} × ${first.name}`, rest.length) : "";
}
