import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DecidedReceipt } from "@/components/receipts/decided-receipt";
import { requireMember } from "@/lib/auth/require-member";
import { AppError } from "@/lib/errors";
import { getReceipt } from "@/lib/receipts/queries";
import type { MemberContext } from "@/lib/tenancy/context";
import { reviewWords } from "@/lib/words/en/receipts";

export const metadata: Metadata = { title: reviewWords.title };

type Props = { params: Promise<{ receipt_id: string }> };

/** One receipt, whatever became of it. What waits for this person is decided on the desk. */
export default async function ReceiptPage({ params }: Props) {
  const ctx = await requireMember("vendor");
  const receipt = await find(ctx, (await params).receipt_id);
  if (receipt.state === "waiting") redirect(`/vendor/receipts?receipt=${receipt.receipt_id}`);
  return <DecidedReceipt receipt={receipt} base={ctx.role === "CEO" ? "/ceo" : "/vendor"} />;
}

async function find(ctx: MemberContext, receiptId: string) {
  try {
    return await getReceipt(ctx, receiptId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
