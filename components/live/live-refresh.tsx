"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLiveNews } from "./live-provider";

/** Events within this time are one refresh. */
const GATHER_MS = 400;

/** Tells the server that the page reads itself: nobody is there for it, so the idle time runs on (sessions, P2.5). */
function markBackground(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on half of the phones
  document.cookie = `tg-background=1; path=/; max-age=2; samesite=lax`;
}

/** Reads a server-rendered page again when something of these topics changed. Shows nothing itself. */
export function LiveRefresh({ topics }: { topics: readonly string[] }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveNews((news) => {
    if (news !== "gap" && !topics.includes(news.topic)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // A page that cannot be read again would be left for the one that says so; it stays. Once back, a gap is told.
      if (!navigator.onLine) return;
      markBackground();
      router.refresh();
    }, GATHER_MS);
  });
  return null;
}
