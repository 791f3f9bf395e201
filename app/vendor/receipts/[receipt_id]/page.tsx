import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orMissing } from "@/app/vendor/or-missing";
import { DecidedReceipt } from "@/components/receipts/decided-receipt";
import { requireMember } from "@/lib/auth/require-member";
import { readOwnerName } from "@/lib/messaging/owner-name";
import { getReceipt, isCreditSeen } from "@/lib/receipts/queries";
import { reviewWords } from "@/lib/words/en/receipts";

export const metadata: Metadata = { title: reviewWords.title };

type Props = { params: Promise<{ receipt_id: string }> };

/** One receipt, whatever became of it. What waits for this person is decided on the desk. */
export default async function ReceiptPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const receipt = await orMissing(getReceipt(ctx, (await params).receipt_id));
  if (receipt.state === "waiting") redirect(`/vendor/receipts?receipt=${receipt.receipt_id}`);
  if (ctx.role === "CEO") return <DecidedReceipt receipt={receipt} base="/ceo" />;
  if (receipt.state !== "escalated") return <DecidedReceipt receipt={receipt} base="/vendor" />;
  const [ownerName, seen] = await Promise.all([readOwnerName(ctx), isCreditSeen(ctx, receipt)]);
  return <DecidedReceipt receipt={receipt} base="/vendor" withOwner={{ ownerName, isCreditSeen: seen }} />;
}
