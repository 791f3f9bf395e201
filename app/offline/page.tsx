import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { ReloadButton } from "@/components/shell/reload-button";
import { shellWords } from "@/lib/words/en/shell";

export const metadata: Metadata = { title: shellWords.offline.title, robots: { index: false } };

/** Kept on the device by the service worker and shown for pages that cannot be reached. */
export default function OfflinePage() {
  const { title, text, retry } = shellWords.offline;
  return (
    <PlainPage title={title} text={text}>
      <ReloadButton>{retry}</ReloadButton>
    </PlainPage>
  );
}
