import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { EscalationPage } from "@/components/escalations/escalation-page";
import { listEntries } from "@/lib/audit/queries";
import { requireMember } from "@/lib/auth/require-member";
import { getEscalation } from "@/lib/escalations/queries";
import { getOrder } from "@/lib/orders/views";
import { getReceipt } from "@/lib/receipts/queries";
import { escalationWords } from "@/lib/words/en/escalations";

export const metadata: Metadata = { title: escalationWords.title };

/** More than happens to one order. */
const ENTRIES_SHOWN = 100;

type Props = { params: Promise<{ id: string }> };

export default async function OneEscalationPage({ params }: Props) {
  const ctx = await requireMember("ceo");
  const escalation = await orMissing(getEscalation(ctx, (await params).id));
  const [receipt, order, entries] = await Promise.all([
    escalation.receipt_id ? getReceipt(ctx, escalation.receipt_id) : null,
    getOrder(ctx, escalation.order_id),
    listEntries(ctx, { chain: "main", subject: escalation.order_id, limit: ENTRIES_SHOWN }),
  ]);
  return <EscalationPage escalation={escalation} receipt={receipt} order={order} entries={entries.items} />;
}
