import { ShoppingBag } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import type { OrderListItem } from "@/lib/orders/schema";
import { orderWords as words } from "@/lib/words/en/orders";
import { type OrdersBase, OrderTable } from "./order-table";

type Props = {
  page: { items: OrderListItem[]; next_cursor: string | null };
  params: Record<string, string | string[] | undefined>;
  base: OrdersBase;
};

/** The list of orders with its filters; both live in the address. */
export function OrderListPage({ page, params, base }: Props) {
  const path = `${base}/orders`;
  const isFiltered = Boolean(params.q || params.status || params.cursor);
  return (
    <>
      <LiveRefresh topics={["order", "receipt", "escalation"]} />
      <PageHeader title={words.title} />
      {(page.items.length > 0 || isFiltered) && (
        <FilterBar
          className="mb-4"
          filters={[
            { kind: "search", name: "q", label: words.filters.search },
            {
              kind: "chips",
              name: "status",
              label: words.filters.status,
              options: words.chips.map(([value, label]) => ({ value, label })),
            },
          ]}
        />
      )}
      {page.items.length > 0 ? (
        <>
          <OrderTable orders={page.items} base={base} />
          <CursorPager path={path} params={params} nextCursor={page.next_cursor} />
        </>
      ) : (
        <NoOrders isFiltered={isFiltered} path={path} />
      )}
    </>
  );
}

function NoOrders({ isFiltered, path }: { isFiltered: boolean; path: string }) {
  const { title, text, action } = isFiltered ? words.nothing : words.empty;
  return (
    <EmptyState
      icon={<ShoppingBag />}
      title={title}
      text={text}
      action={<ButtonLink href={isFiltered ? path : "/vendor/inbox"}>{action}</ButtonLink>}
    />
  );
}
