import type { Metadata } from "next";
import { PlainPage } from "@/components/shell/plain-page";
import { ReloadLink } from "@/components/shell/reload-link";
import { missingWords } from "@/lib/words/en/missing";

export const metadata: Metadata = { title: missingWords.offline.title, robots: { index: false } };

/** Kept on the device by the service worker and shown for pages that cannot be reached. */
export default function OfflinePage() {
  const { title, text, retry } = missingWords.offline;
  return (
    <PlainPage title={title} text={text}>
      <ReloadLink>{retry}</ReloadLink>
    </PlainPage>
  );
}
