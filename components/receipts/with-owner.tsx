"use client";

import { Check, UserRoundCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { HoldToConfirm } from "@/components/ui/hold-to-confirm";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import { formatNaira } from "@/lib/money";
import type { ReceiptView, ReviewInput, ReviewResult } from "@/lib/receipts/schema";
import { reviewWords } from "@/lib/words/en/receipts";
import { withOwnerWords as words } from "@/lib/words/en/with-owner";
import { RefusalNote } from "./decision-bar";
import { sayRefusal } from "./refusal-words";
import type { Refusal } from "./use-decision";

type Props = {
  receipt: ReceiptView;
  ownerName: string;
  /** The vendor has said already that the money is in the account. */
  isCreditSeen: boolean;
};

/** Why a vendor cannot release this one, and what they can do: say that they see the money, for the owner to read. */
export function WithOwner({ receipt, ownerName, isCreditSeen }: Props) {
  const { isKept, busy, refusal, say } = useWord(receipt, ownerName);
  const amount = formatNaira(receipt.expected_kobo);
  const isSaid = isKept || isCreditSeen;
  return (
    <section
      aria-labelledby="with-owner"
      className="grid gap-3 rounded-control bg-marigold-wash p-4 text-14 text-marigold-ink"
    >
      <h2 id="with-owner" className="flex items-center gap-2 font-semibold text-16">
        <UserRoundCheck aria-hidden className="size-5 shrink-0" />
        {words.title(ownerName)}
      </h2>
      <p className="text-ink">{words.text(ownerName)}</p>
      <div role="status">
        {isSaid && (
          <p className="flex items-start gap-2 font-medium text-ink">
            <Check aria-hidden className="mt-0.5 size-4.5 shrink-0" />
            {words.said(amount)}
          </p>
        )}
      </div>
      {!isSaid && (
        <>
          <p className="text-ink">{words.help(ownerName)}</p>
          {refusal && <RefusalNote refusal={refusal} />}
          <HoldToConfirm className="w-full" onConfirm={say} busy={busy}>
            {reviewWords.approving.attest(amount)}
          </HoldToConfirm>
        </>
      )}
    </section>
  );
}

/** Says it once. The answer for an order that is the owner's is always a refusal; the word is kept all the same. */
function useWord(receipt: ReceiptView, ownerName: string) {
  const router = useRouter();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [isKept, setKept] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const say = async () => {
    if (running.current) return;
    if (!navigator.onLine) return setRefusal({ text: reviewWords.refusals.offline });
    running.current = true;
    setBusy(true);
    setRefusal(undefined);
    const input: ReviewInput = { action: "approve", receipt_id: receipt.receipt_id, credit_seen: true };
    const answer = await sendJson<ReviewResult>(`/api/vendor/orders/${receipt.order_id}/verify`, input);
    running.current = false;
    setBusy(false);
    if (answer.ok) return router.refresh();
    const text = sayRefusal(answer.problem, !navigator.onLine);
    if (answer.problem.code !== "escalated") {
      return setRefusal({ text, requestId: answer.problem.requestId });
    }
    setKept(true);
    notify({ kind: "news", id: `kept-${receipt.receipt_id}`, title: words.kept(ownerName), text });
  };
  return { isKept, busy, refusal, say };
}
