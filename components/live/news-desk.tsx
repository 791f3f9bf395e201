"use client";

import { useEffect, useRef } from "react";
import { AnswerNews } from "./answer-news";
import { DeskNews, OwnerNews } from "./desk-news";
import { useLiveSource } from "./live-provider";
import { OfferNews } from "./offer-news";
import { openStream } from "./open-stream";
import { OwnerStepNews } from "./owner-step-news";

export type NewsDeskProps = {
  /** Who looks: the member's own place in the business. */
  vendorId: string;
  /** When the frame was drawn: Unix time in milliseconds, the server's clock. */
  drawnAtMs: number;
  /** What waits already, and is no news. */
  receipts: string[];
  conversations: string[];
  /** The owner's; null for a vendor. */
  escalations: string[] | null;
};

/** The event stream and the toasts that it brings. Shows nothing itself. */
export function NewsDesk({ vendorId, drawnAtMs, receipts, conversations, escalations }: NewsDeskProps) {
  return (
    <>
      <DeskNews receipts={receipts} conversations={conversations} />
      <AnswerNews vendorId={vendorId} />
      <OfferNews />
      {escalations ? <OwnerNews escalations={escalations} /> : <OwnerStepNews />}
      {/* Last: whoever listens does so before it opens. */}
      <Stream drawnAtMs={drawnAtMs} />
    </>
  );
}

function Stream({ drawnAtMs }: { drawnAtMs: number }) {
  const { tell, setState } = useLiveSource();
  const latest = useRef({ tell, setState });
  latest.current = { tell, setState };
  // Of the first drawing: whatever is read later is read while the stream is open.
  const since = useRef(drawnAtMs);
  useEffect(
    () =>
      openStream(
        since.current,
        (news) => latest.current.tell(news),
        (state) => latest.current.setState(state),
      ),
    [],
  );
  return null;
}
