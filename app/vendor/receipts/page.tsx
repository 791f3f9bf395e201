import type { Metadata } from "next";
import { ReviewDesk } from "@/components/receipts/review-desk";
import { requireMember } from "@/lib/auth/require-member";
import { listReceipts } from "@/lib/receipts/queries";
import { reviewWords } from "@/lib/words/en/receipts";

export const metadata: Metadata = { title: reviewWords.title };

type Props = { searchParams: Promise<{ receipt?: string | string[] }> };

export default async function ReceiptsPage({ searchParams }: Props) {
  const ctx = await requireMember("vendor");
  const [waiting, { receipt }] = await Promise.all([
    listReceipts(ctx, { state: "waiting", limit: 100 }),
    searchParams,
  ]);
  return (
    <ReviewDesk
      initial={waiting}
      initialId={typeof receipt === "string" ? receipt : undefined}
      base={ctx.role === "CEO" ? "/ceo" : "/vendor"}
    />
  );
}
