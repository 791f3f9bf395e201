"use client";

import { useRouter } from "next/navigation";
import { notify } from "@/components/ui/notify";
import type { EscalationView } from "@/lib/escalations/schema";
import type { ConversationView } from "@/lib/messaging/schema";
import { formatNaira } from "@/lib/money";
import type { ReceiptView } from "@/lib/receipts/schema";
import { newsWords as words } from "@/lib/words/en/dashboard";
import { useQueueNews } from "./use-queue-news";

type Props = { receipts: string[]; conversations: string[] };

/** Toasts for what needs a person (P15.5), on whatever page they are. Shows nothing itself. */
export function DeskNews({ receipts, conversations }: Props) {
  const router = useRouter();
  useQueueNews<ReceiptView>(
    "receipts",
    receipts,
    (receipt) => receipt.receipt_id,
    ([first, ...more]) => {
      if (!first) return;
      notify({
        kind: "news",
        id: `receipt-${first.receipt_id}`,
        title: more.length > 0 ? words.receipts(more.length + 1) : words.receipt(first.reference),
        text: words.from(formatNaira(first.expected_kobo), first.buyer.name),
        action: {
          label: words.look,
          onClick: () => router.push(`/vendor/receipts?receipt=${first.receipt_id}`),
        },
      });
    },
  );
  useQueueNews<ConversationView>(
    "inbox",
    conversations,
    (conversation) => conversation.conversation_id,
    ([first, ...more]) => {
      if (!first) return;
      notify({
        kind: "news",
        id: `person-${first.conversation_id}`,
        title: more.length > 0 ? words.people(more.length + 1) : words.person(first.name),
        text: first.last_text ?? undefined,
        action: {
          label: words.answer,
          onClick: () =>
            router.push(
              first.negotiating_order_id
                ? `/vendor/negotiation/${first.negotiating_order_id}`
                : `/vendor/conversations/${first.conversation_id}`,
            ),
        },
      });
    },
  );
  return null;
}

/** The owner's own toasts: orders that only she may release. */
export function OwnerNews({ escalations }: { escalations: string[] }) {
  const router = useRouter();
  useQueueNews<EscalationView>(
    "escalations",
    escalations,
    (escalation) => escalation.escalation_id,
    ([first, ...more]) => {
      if (!first) return;
      notify({
        kind: "news",
        id: `escalation-${first.escalation_id}`,
        title: more.length > 0 ? words.escalations(more.length + 1) : words.escalation(first.reference),
        text: words.from(formatNaira(first.total_kobo), first.buyer.name),
        action: {
          label: words.look,
          onClick: () => router.push(`/ceo/escalations/${first.escalation_id}`),
        },
      });
    },
  );
  return null;
}
