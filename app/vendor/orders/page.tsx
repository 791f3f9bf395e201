import type { Metadata } from "next";
import { OrderListPage } from "@/components/orders/order-list-page";
import { requireMember } from "@/lib/auth/require-member";
import { orderFilter } from "@/lib/orders/schema";
import { listOrders } from "@/lib/orders/views";
import { orderWords } from "@/lib/words/en/orders";

export const metadata: Metadata = { title: orderWords.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrdersPage({ searchParams }: Props) {
  const ctx = await requireMember("vendor");
  const params = await searchParams;
  // An address that was changed by hand shows the whole list rather than an error.
  const filter = orderFilter.safeParse({ ...params, limit: 30 });
  const page = await listOrders(ctx, filter.data ?? { limit: 30 });
  return <OrderListPage page={page} params={filter.success ? params : {}} base="/vendor" />;
}
