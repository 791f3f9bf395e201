import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { OrderPage } from "@/components/orders/order-page";
import { listEntries } from "@/lib/audit/queries";
import { requireMember } from "@/lib/auth/require-member";
import { listEscalations } from "@/lib/escalations/queries";
import { listVendors } from "@/lib/members/queries";
import { vendorFilter } from "@/lib/members/schema";
import { getOrder } from "@/lib/orders/views";
import { orderWords } from "@/lib/words/en/orders";

export const metadata: Metadata = { title: orderWords.title };

type Props = { params: Promise<{ order_id: string }> };

/** More than happens to one order. */
const ENTRIES_SHOWN = 100;
const STAFF_SHOWN = 200;

export default async function CeoOrderPage({ params }: Props) {
  const ctx = await requireMember("ceo");
  const order = await orMissing(getOrder(ctx, (await params).order_id));
  const [entries, staff, open] = await Promise.all([
    listEntries(ctx, { chain: "main", subject: order.order_id, limit: ENTRIES_SHOWN }),
    listVendors(ctx, vendorFilter.parse({ limit: STAFF_SHOWN })),
    order.status === "ESCALATED"
      ? listEscalations(ctx, { state: "PENDING_CEO_APPROVAL", q: order.reference, limit: 5 })
      : null,
  ]);
  const escalation = open?.items.find((one) => one.order_id === order.order_id);
  return (
    <OrderPage
      order={order}
      entries={entries.items}
      staff={staff.items.map(({ vendor_id, name, status, is_owner }) => ({
        vendor_id,
        name,
        status,
        is_owner,
      }))}
      escalationId={escalation?.escalation_id}
      zone={ctx.timeZone}
      base="/ceo"
    />
  );
}
