"use client";

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
          <NoNetworkSign />
          {uiWords.offline.banner}
        </p>
      )}
    </div>
  );
}

/** Drawn here and not taken from the icon set: every signed-in page carries the banner. */
function NoNetworkSign() {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className="size-4 shrink-0 fill-none stroke-2 stroke-current"
      strokeLinecap="round"
    >
      <path d="M12 20v.1M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7M2 8.8a15 15 0 0 1 4.2-2.6M22 8.8a15 15 0 0 0-11-3.8M2 2l20 20" />
    </svg>
  );
}
