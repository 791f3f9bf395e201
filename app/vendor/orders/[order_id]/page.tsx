import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { OrderPage } from "@/components/orders/order-page";
import { requireMember } from "@/lib/auth/require-member";
import { readOwnerName } from "@/lib/messaging/owner-name";
import { getOrder } from "@/lib/orders/views";
import { orderWords } from "@/lib/words/en/orders";

export const metadata: Metadata = { title: orderWords.title };

type Props = { params: Promise<{ order_id: string }> };

export default async function VendorOrderPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const order = await orMissing(getOrder(ctx, (await params).order_id));
  const ownerName =
    ctx.role === "VENDOR" && order.status === "ESCALATED" ? await readOwnerName(ctx) : undefined;
  return <OrderPage order={order} entries={null} ownerName={ownerName} zone={ctx.timeZone} base="/vendor" />;
}
