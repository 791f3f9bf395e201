"use client";

import { useEffect } from "react";

/** Registers the service worker once the page has settled: it shows the offline page and makes the product installable. */
export function ServiceWorker() {
  useEffect(() => {
    import("./after-load").then(({ afterLoad }) => afterLoad()).catch(() => undefined);
  }, []);
  return null;
}
