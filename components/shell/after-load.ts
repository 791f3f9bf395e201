import { keepPush } from "@/components/push/browser-push";
import { stayWhileOffline } from "@/components/ui/stay-while-offline";

/** What a page does once it has settled: nothing of it is worth a byte of the first load. */
export function afterLoad(): void {
  stayWhileOffline();
  if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
  // A browser that refuses (private window, blocked storage) loses only the offline page.
  navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined);
  // A browser that was let show messages may have been turned on before: then it is looked at whose they are.
  if ("Notification" in window && Notification.permission === "granted") void keepPush();
}
