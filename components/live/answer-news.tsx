"use client";

import { usePathname, useRouter } from "next/navigation";
import { notify } from "@/components/ui/notify";
import { newsWords as words } from "@/lib/words/en/dashboard";
import { useLiveNews } from "./live-provider";

/**
 * A toast when a buyer writes to the member who answers them, on whatever page but that chat's own; it opens the right order
 * (P8.3). Shows nothing itself.
 */
export function AnswerNews({ vendorId }: { vendorId: string }) {
  const router = useRouter();
  const here = usePathname();
  useLiveNews((news) => {
    if (news === "gap" || news.topic !== "message" || news.ids.to !== vendorId) return;
    const { conversationId, orderId } = news.ids;
    const chat = `/vendor/conversations/${conversationId}`;
    const page = orderId ? `/vendor/negotiation/${orderId}` : chat;
    if (here === page || here === chat) return;
    notify({
      kind: "news",
      id: `person-${conversationId}`,
      title: words.wrote,
      action: { label: words.answer, onClick: () => router.push(page) },
    });
  });
  return null;
}
