"use client";

import { FailedPage } from "@/components/shell/failed-page";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** What a page shows instead of itself when it fails. The digest is the number under which the log has it. */
export default function ErrorPage({ error, reset }: Props) {
  return <FailedPage digest={error.digest} onRetry={reset} />;
}
