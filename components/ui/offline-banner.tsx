"use client";

import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { uiWords } from "@/lib/words/en/ui";

/** True while the browser knows of no network. */
export function useOffline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("online", changed);
      window.addEventListener("offline", changed);
      return () => {
        window.removeEventListener("online", changed);
        window.removeEventListener("offline", changed);
      };
    },
    () => !navigator.onLine,
    () => false,
  );
}

/** A bar that says the network is gone and what that means. Takes no room while all is well. */
export function OfflineBanner() {
  const offline = useOffline();
  return (
    <div role="status">
      {offline && (
        <p className="flex animate-fade items-center justify-center gap-2 bg-marigold-wash px-4 py-2 font-medium text-14 text-marigold-ink">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {uiWords.offline.banner}
        </p>
      )}
    </div>
  );
}
