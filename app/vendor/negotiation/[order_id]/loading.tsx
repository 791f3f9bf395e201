import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

/** The shape of a chat with a price beside it. */
export default function Loading() {
  return (
    <SkeletonRegion className="fixed inset-0 z-30 flex flex-col bg-surface md:left-60 md:z-10">
      <div className="flex h-16 items-center gap-3 border-line border-b px-4">
        <Skeleton className="size-9 rounded-full" />
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex h-12 items-center border-line border-b px-4 lg:hidden">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col justify-end gap-3 bg-chat px-4 py-6">
          <Skeleton className="h-12 w-2/3 rounded-card" />
          <Skeleton className="h-20 w-full max-w-sm self-center rounded-card" />
          <Skeleton className="h-10 w-1/3 self-end rounded-card" />
        </div>
        <div className="grid content-start gap-3 border-line border-l p-4 max-lg:hidden">
          <Skeleton className="h-6 w-3/4" />
          <Skeleton className="h-24 rounded-card" />
          <Skeleton className="h-20 rounded-card" />
        </div>
      </div>
      <div className="h-32 border-line border-t" />
    </SkeletonRegion>
  );
}
