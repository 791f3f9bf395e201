"use client";

import { useEffect } from "react";

/** A browser that was let show messages may have been turned on before: then it is looked at whose they are. */
function isToldByPush(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

/** Registers the service worker once the page has settled: it shows the offline page and makes the product installable. */
export function ServiceWorker() {
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    // A browser that refuses (private window, blocked storage) loses only the offline page.
    navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined);
    if (isToldByPush()) void import("@/components/push/browser-push").then(({ keepPush }) => keepPush());
  }, []);
  return null;
}
