"use client";

import { useRouter } from "next/navigation";
import { notify } from "@/components/ui/notify";
import { newsWords as words } from "@/lib/words/en/dashboard";
import { useLiveNews } from "./live-provider";

/**
 * A toast when one of a vendor's orders goes to the owner, and when the owner has decided on it (P10.4), on whatever page.
 * Shows nothing itself.
 */
export function OwnerStepNews() {
  const router = useRouter();
  useLiveNews((news) => {
    if (news === "gap" || news.topic !== "escalation") return;
    const { orderId, reference, step } = news.ids;
    if (!reference || !step || !Object.hasOwn(words.owner, step)) return;
    notify({
      kind: "news",
      id: `owner-${orderId}`,
      title: words.owner[step as keyof typeof words.owner](reference),
      action: { label: words.look, onClick: () => router.push(`/vendor/orders/${orderId}`) },
    });
  });
  return null;
}
