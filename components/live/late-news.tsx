"use client";

import { type ComponentType, useEffect, useState } from "react";
import type { NewsDeskProps } from "./news-desk";

const RETRY_MS = 20_000;

/**
 * News as they come. Their code is fetched once the page works, for nobody waits for it: what happened meanwhile is told
 * first. Without a network it is tried again until there is one.
 */
export function LateNews(props: NewsDeskProps) {
  const [Desk, setDesk] = useState<ComponentType<NewsDeskProps>>();
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchDesk = async () => {
      clearTimeout(timer);
      try {
        const { NewsDesk } = await import("./news-desk");
        if (!isGone) setDesk(() => NewsDesk);
      } catch {
        if (!isGone) timer = setTimeout(fetchDesk, RETRY_MS);
      }
    };
    void fetchDesk();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return Desk ? <Desk {...props} /> : null;
}
