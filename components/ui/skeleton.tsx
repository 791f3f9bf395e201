import { clsx } from "clsx";
import { uiWords } from "@/lib/words/en/ui";

/** One grey shape where something is about to be. Give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-breathe rounded-control bg-line/70", className)} />;
}

/** Says "loading" once to a reader, whatever shapes are inside. */
export function SkeletonRegion({ children, className }: { children: React.ReactNode; className?: string }) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{uiWords.loading}</span>
      {children}
    </div>
  );
}

/** The shape of a DataTable: rows on a laptop, cards on a phone. */
export function SkeletonTable({ rows = 6 }: { rows?: number }) {
  return (
    <SkeletonRegion className="grid gap-3 md:gap-0">
      {places(rows).map((at) => (
        <div
          key={at}
          className="flex items-center justify-between gap-6 max-md:rounded-card max-md:border max-md:border-line max-md:bg-surface max-md:p-4 md:h-13 md:border-line md:border-b md:px-4"
        >
          <span className="grid flex-1 gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="my-2 h-5 w-3/5 md:hidden" />
            <Skeleton className="h-4 w-4/5 md:hidden" />
          </span>
          <Skeleton className="hidden h-4 w-1/5 md:block" />
          <Skeleton className="h-6 w-24 rounded-full" />
        </div>
      ))}
    </SkeletonRegion>
  );
}

/** The shape of a row of StatCards. */
export function SkeletonStats({ count = 4 }: { count?: number }) {
  return (
    <SkeletonRegion className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {places(count).map((at) => (
        <div key={at} className="grid h-28 content-between rounded-card border border-line bg-surface p-4">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-8 w-1/2" />
        </div>
      ))}
    </SkeletonRegion>
  );
}

function places(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `place-${at}`);
}
