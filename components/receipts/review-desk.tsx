"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Page } from "@/components/live/queues";
import { queueQuery, ReadError } from "@/components/live/use-queue";
import { ErrorState } from "@/components/ui/error-state";
import { OfflineBanner } from "@/components/ui/offline-banner";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords as words } from "@/lib/words/en/receipts";
import { DecisionBar } from "./decision-bar";
import { DeskDialogs } from "./desk-dialogs";
import { NothingWaits } from "./nothing-waits";
import { QueuePane } from "./queue-pane";
import { ReceiptChecks } from "./receipt-checks";
import { ReceiptAmounts, ReceiptLinks, ReceiptPeople, VerdictLine } from "./receipt-facts";
import { ReceiptPicture } from "./receipt-picture";
import { ReviewSheet } from "./review-sheet";
import { ReviewTop } from "./review-top";
import { useDesk } from "./use-desk";
import { useQueuePosition } from "./use-queue-position";

type Props = { initial: Page<ReceiptView>; initialId?: string; base: "/ceo" | "/vendor" };

/** Room for the sheet until it has been measured. */
const PEEK_PX = 300;

/** The queue of receipts: one at a time on a phone, queue, picture and card side by side on a laptop (P9.9). */
export function ReviewDesk({ initial, initialId, base }: Props) {
  const { data, error, refetch, isFetching } = useQuery({
    ...queueQuery<ReceiptView>("receipts"),
    initialData: initial,
  });
  const place = useQueuePosition(data.items, initialId);
  const [peek, setPeek] = useState(PEEK_PX);
  const desk = useDesk(place);
  const { current } = place;

  if (!current) {
    const requestId = error instanceof ReadError ? error.problem.requestId : undefined;
    if (!error) return <NothingWaits base={base} />;
    return <ErrorState title={words.failed} requestId={requestId} onRetry={refetch} retrying={isFetching} />;
  }
  return (
    <div className="fixed inset-x-0 top-0 bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] z-20 flex flex-col bg-sunken md:inset-y-0 md:left-60">
      <h1 className="sr-only">{words.title}</h1>
      <OfflineBanner />
      <div className="relative min-h-0 flex-1 md:grid md:grid-cols-[14rem_minmax(0,1fr)_22rem] xl:grid-cols-[17rem_minmax(0,1fr)_26rem]">
        <QueuePane
          items={data.items}
          currentId={current.receipt_id}
          onSelect={place.select}
          onKeys={desk.showKeys}
        />
        <div
          className="absolute inset-0 flex flex-col md:relative"
          style={{ "--peek": `${peek}px` } as object}
        >
          <ReviewTop place={place} />
          <Pictures current={current} next={place.next} />
        </div>
        <ReviewSheet
          label={words.picture(current.reference, current.buyer.name)}
          onPeek={setPeek}
          head={<Head key={current.receipt_id} receipt={current} />}
          details={
            <>
              <ReceiptChecks checks={current.checks} />
              <ReceiptLinks receipt={current} base={base} />
            </>
          }
          actions={<DecisionBar {...desk.bar} receipt={current} />}
        />
      </div>
      <DeskDialogs desk={desk} receipt={current} />
    </div>
  );
}

function Head({ receipt }: { receipt: ReceiptView }) {
  return (
    <div className="grid animate-slide grid-cols-1 gap-3 md:gap-4">
      <ReceiptAmounts receipt={receipt} />
      <ReceiptPeople receipt={receipt} />
      <VerdictLine receipt={receipt} />
    </div>
  );
}

/** The picture in view, and the next one loading behind it. */
function Pictures({ current, next }: { current: ReceiptView; next?: ReceiptView }) {
  return (
    <div className="relative min-h-0 flex-1 max-md:mb-[calc(var(--peek)-1.25rem)]">
      {[current, next].map(
        (receipt) =>
          receipt && (
            <ReceiptPicture
              key={receipt.receipt_id}
              receiptId={receipt.receipt_id}
              view={receipt.view}
              alt={words.picture(receipt.reference, receipt.buyer.name)}
              isShown={receipt === current}
              className="absolute inset-0"
            />
          ),
      )}
    </div>
  );
}
