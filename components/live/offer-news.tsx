"use client";

import { usePathname, useRouter } from "next/navigation";
import { notify } from "@/components/ui/notify";
import { newsWords as words } from "@/lib/words/en/dashboard";
import { useLiveNews } from "./live-provider";

/** A toast when a buyer names or takes a price, on whatever page but that order's own (P8.3). Shows nothing itself. */
export function OfferNews() {
  const router = useRouter();
  const here = usePathname();
  useLiveNews((news) => {
    if (news === "gap" || news.topic !== "offer" || news.ids.by !== "contact") return;
    const page = `/vendor/negotiation/${news.ids.orderId}`;
    if (here === page) return;
    // One toast for the offer and for the person it calls for.
    const id = `person-${news.ids.conversationId}`;
    const action = { label: words.look, onClick: () => router.push(page) };
    notify({ kind: "news", id, title: words.offer, action });
  });
  return null;
}
