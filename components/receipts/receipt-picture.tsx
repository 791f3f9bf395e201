"use client";

import { clsx } from "clsx";
import { ImageOff, Minus, Plus, Scan } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { reviewWords } from "@/lib/words/en/receipts";
import { usePanZoom } from "./use-pan-zoom";

const words = reviewWords.image;

type Props = {
  receiptId: string;
  /** Size of the copy in pixels; null when there is none. */
  view: { width: number; height: number } | null;
  alt: string;
  /** False keeps it loaded but out of sight: the next one of the queue. */
  isShown?: boolean;
  /** On a page that scrolls: a finger or the wheel moves the page until the picture is zoomed. */
  isEmbedded?: boolean;
  isDeleted?: boolean;
  className?: string;
};

/** The picture of one receipt, to be pinched, dragged and zoomed. Its link lives 60 seconds and is asked for anew when over. */
export function ReceiptPicture({ view, className, isDeleted, ...rest }: Props) {
  if (!view) {
    return (
      <div className={clsx("grid place-content-center justify-items-center gap-2 text-faint", className)}>
        <ImageOff aria-hidden className="size-8" />
        <p className="text-14">{isDeleted ? words.deleted : words.none}</p>
      </div>
    );
  }
  return <Frame key={rest.receiptId} view={view} className={className} {...rest} />;
}

type FrameProps = Props & { view: { width: number; height: number } };

function Frame({ receiptId, view, alt, isShown = true, isEmbedded = false, className }: FrameProps) {
  const size = useMemo(() => ({ width: view.width, height: view.height }), [view.width, view.height]);
  const pan = usePanZoom(size, isEmbedded);
  const [load, setLoad] = useState<{ tries: number; state: "loading" | "ready" | "failed" }>({
    tries: 0,
    state: "loading",
  });
  const again = () => setLoad(({ tries }) => ({ tries: tries + 1, state: "loading" }));
  // Before hydration nobody listens: the image itself is asked, too, whether it has come.
  const onLoad = () => setLoad((now) => (now.state === "ready" ? now : { ...now, state: "ready" }));
  // The first failure may be a link that ran out on a slow network: one more comes by itself.
  const onError = () => (load.tries === 0 ? again() : setLoad(({ tries }) => ({ tries, state: "failed" })));

  return (
    <div className={clsx("overflow-hidden", !isShown && "invisible", className)} aria-hidden={!isShown}>
      <section
        ref={pan.box}
        aria-label={words.area}
        tabIndex={isShown ? 0 : -1}
        className={clsx(
          "absolute inset-0 select-none -outline-offset-2",
          isEmbedded && !pan.isZoomed ? "touch-pan-y" : "touch-none",
          pan.isZoomed ? "cursor-grab active:cursor-grabbing" : "cursor-zoom-in",
        )}
        {...pan.handlers}
      >
        {load.state === "loading" && <Skeleton className="absolute inset-0 rounded-none!" />}
        {load.state !== "failed" && (
          // biome-ignore lint/performance/noImgElement: a private link that must never pass an optimiser or a cache
          <img
            key={load.tries}
            ref={(image) => {
              if (image?.complete) image.naturalWidth > 0 ? onLoad() : onError();
            }}
            src={`/api/receipts/${receiptId}/file?try=${load.tries}`}
            alt={alt}
            width={view.width}
            height={view.height}
            draggable={false}
            onLoad={onLoad}
            onError={onError}
            style={pan.isMeasured ? pan.style : undefined}
            className={clsx(
              "absolute top-0 left-0 origin-top-left",
              pan.isMeasured ? "max-w-none" : "h-auto w-full md:h-full md:object-contain",
              load.state === "ready" && "bg-[#fff]",
            )}
          />
        )}
      </section>
      {load.state === "failed" && (
        <div role="alert" className="absolute inset-0 grid place-content-center justify-items-center gap-3">
          <ImageOff aria-hidden className="size-8 text-faint" />
          <p>{words.failed}</p>
          <Button onClick={again}>{words.retry}</Button>
        </div>
      )}
      {isShown && load.state === "ready" && <ZoomButtons {...pan} />}
    </div>
  );
}

type Zoom = { isZoomed: boolean; zoomIn: () => void; zoomOut: () => void; reset: () => void };

function ZoomButtons({ isZoomed, zoomIn, zoomOut, reset }: Zoom) {
  return (
    <div className="absolute top-3 right-3 hidden gap-0.5 rounded-control border border-line bg-surface/95 md:flex">
      <IconButton label={words.zoomOut} onClick={zoomOut} disabled={!isZoomed}>
        <Minus aria-hidden />
      </IconButton>
      <IconButton label={words.fit} onClick={reset} disabled={!isZoomed}>
        <Scan aria-hidden />
      </IconButton>
      <IconButton label={words.zoomIn} onClick={zoomIn}>
        <Plus aria-hidden />
      </IconButton>
    </div>
  );
}
