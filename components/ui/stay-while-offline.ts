"use client";

import { useEffect } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { notify } from "./notify";

type Link = Pick<HTMLAnchorElement, "href" | "target"> & { hasAttribute(name: string): boolean };

/** Whether following a link leaves the page that is open, for another of ours. */
export function leavesPage(link: Link, here: string): boolean {
  if (!URL.canParse(link.href) || link.hasAttribute("download")) return false;
  if (link.target !== "" && link.target !== "_self") return false;
  const [to, from] = [new URL(link.href), new URL(here)];
  return to.origin === from.origin && `${to.pathname}${to.search}` !== `${from.pathname}${from.search}`;
}

/**
 * While there is no network a tapped link says so and leads nowhere: following it would give up a page that can still be read
 * for one that says only that it cannot be reached (P17.3).
 */
export function useStayWhileOffline(isOffline: boolean): void {
  useEffect(() => {
    if (!isOffline) return;
    const stay = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || !leavesPage(link, window.location.href)) return;
      event.preventDefault();
      event.stopPropagation();
      notify({ kind: "problem", id: "offline", title: uiWords.offline.stay });
    };
    window.addEventListener("click", stay, { capture: true });
    return () => window.removeEventListener("click", stay, { capture: true });
  }, [isOffline]);
}
