import type { Metadata } from "next";
import { orMissing } from "@/app/vendor/or-missing";
import { EscalationPage } from "@/components/escalations/escalation-page";
import { recordReading } from "@/lib/audit/record-reading";
import { requireMember } from "@/lib/auth/require-member";
import { getEscalation } from "@/lib/escalations/queries";
import { getReceipt } from "@/lib/receipts/queries";
import { escalationWords } from "@/lib/words/en/escalations";

export const metadata: Metadata = { title: escalationWords.title };

type Props = { params: Promise<{ id: string }> };

export default async function OneEscalationPage({ params }: Props) {
  const ctx = await requireMember("ceo");
  const escalation = await orMissing(getEscalation(ctx, (await params).id));
  const [receipt] = await Promise.all([
    escalation.receipt_id ? getReceipt(ctx, escalation.receipt_id) : null,
    recordReading(ctx, { action: "CONTACT_VIEWED", contactId: escalation.buyer.contact_id }),
  ]);
  return <EscalationPage escalation={escalation} receipt={receipt} />;
}
