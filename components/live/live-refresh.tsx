"use client";

import { useRouter } from "next/navigation";
import { useLiveNews } from "./live-provider";
import { useGathered } from "./use-gathered";

/** A page that the server draws is drawn again no more often, however much happens. */
const REST_MS = 1_500;

/** Tells the server that the page reads itself: nobody is there for it, so the idle time runs on (sessions, P2.5). */
function markBackground(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on half of the phones
  document.cookie = `tg-background=1; path=/; max-age=2; samesite=lax`;
}

/** Reads a server-rendered page again when something of these topics changed. Shows nothing itself. */
export function LiveRefresh({ topics }: { topics: readonly string[] }) {
  const router = useRouter();
  const refresh = useGathered(
    () => {
      // A page that cannot be read again would be left for the one that says so; it stays. Once back, a gap is told.
      if (!navigator.onLine) return undefined;
      markBackground();
      router.refresh();
      return undefined;
    },
    { restMs: REST_MS },
  );
  useLiveNews((news) => {
    if (news === "gap" || topics.includes(news.topic)) refresh();
  });
  return null;
}
