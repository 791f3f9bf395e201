"use client";

import { useEffect } from "react";

/** Registers the service worker once the page has settled: it shows the offline page and makes the product installable. */
export function ServiceWorker() {
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    // A browser that refuses (private window, blocked storage) loses only the offline page.
    navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => undefined);
  }, []);
  return null;
}
