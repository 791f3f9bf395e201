"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLiveNews } from "./live-provider";

/** Events within this time are one refresh. */
const GATHER_MS = 400;

/** Reads a server-rendered page again when something of these topics changed. Shows nothing itself. */
export function LiveRefresh({ topics }: { topics: readonly string[] }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveNews((news) => {
    if (news !== "gap" && !topics.includes(news.topic)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), GATHER_MS);
  });
  return null;
}
