import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { OrderPage } from "@/components/orders/order-page";
import { requireMember } from "@/lib/auth/require-member";
import { getOrder } from "@/lib/orders/views";
import { orderWords } from "@/lib/words/en/orders";

export const metadata: Metadata = { title: orderWords.title };

type Props = { params: Promise<{ order_id: string }> };

export default async function VendorOrderPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const order = await orMissing(getOrder(ctx, (await params).order_id));
  return <OrderPage order={order} entries={null} zone={ctx.timeZone} base="/vendor" />;
}
