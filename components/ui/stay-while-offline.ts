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

let isStaying = false;

/**
 * From now on, while there is no network, a tapped link says so and leads nowhere: following it would give up a page that can
 * still be read for one that says only that it cannot be reached (P17.3).
 */
export function stayWhileOffline(): void {
  if (isStaying) return;
  isStaying = true;
  window.addEventListener("click", stay, { capture: true });
}

function stay(event: MouseEvent): void {
  if (navigator.onLine) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || !leavesPage(link, window.location.href)) return;
  event.preventDefault();
  event.stopPropagation();
  notify({ kind: "problem", id: "offline", title: uiWords.offline.stay, untilOnline: true });
}
