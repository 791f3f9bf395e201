import { keepPush } from "@/components/push/browser-push";
import { readAgainOnceBack } from "@/components/ui/read-again";
import { stayWhileOffline } from "@/components/ui/stay-while-offline";

/** By then the page's own parts have come, on a slow network too. */
const SETTLED_MS = 4_000;

/** What a page does once it has settled: nothing of it is worth a byte of the first load. */
export function afterLoad(): void {
  stayWhileOffline();
  readAgainOnceBack();
  setTimeout(fetchSharedParts, SETTLED_MS);
  if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
  // A browser that refuses (private window, blocked storage) loses only the offline page.
  navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined);
  // A browser that was let show messages may have been turned on before: then it is looked at whose they are.
  if ("Notification" in window && Notification.permission === "granted") void keepPush();
}

/** What any page may have to show when the network is gone: why something is refused, a question, a menu. */
function fetchSharedParts(): void {
  const parts = [
    import("@/components/ui/toaster-surface"),
    import("@/components/ui/modal-surface"),
    import("@/components/ui/menu-surface"),
  ];
  for (const part of parts) part.catch(() => undefined);
}
