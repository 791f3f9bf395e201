import { ReceiptText, UserRoundCheck } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import type { OrderView } from "@/lib/orders/schema";
import { withOwnerWords as words } from "@/lib/words/en/with-owner";

/** Tells a vendor why there is nothing to approve: the order is the owner's to decide (P10.1). */
export function OrderWithOwner({ order, ownerName }: { order: OrderView; ownerName: string }) {
  const proof = order.receipts.find((receipt) => receipt.state === "escalated");
  return (
    <section
      aria-labelledby="with-owner"
      className="grid min-w-0 justify-items-start gap-3 rounded-card border border-marigold/60 bg-marigold-wash p-4 text-marigold-ink md:p-5"
    >
      <h2 id="with-owner" className="flex items-center gap-2.5 font-bold font-display text-18 leading-tight">
        <UserRoundCheck aria-hidden className="size-6 shrink-0" />
        {words.title(ownerName)}
      </h2>
      <p className="max-w-prose text-14 text-ink">{words.text(ownerName)}</p>
      {proof && (
        <ButtonLink
          href={`/vendor/receipts/${proof.receipt_id}`}
          icon={<ReceiptText aria-hidden />}
          className="max-w-full"
        >
          {words.open}
        </ButtonLink>
      )}
    </section>
  );
}
