import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

/** The shape of a chat. */
export default function Loading() {
  return (
    <SkeletonRegion className="fixed inset-0 z-30 flex flex-col bg-chat md:left-60 md:z-10">
      <div className="flex h-16 items-center gap-3 border-line border-b bg-surface px-4">
        <Skeleton className="size-9 rounded-full" />
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-end gap-3 px-4 py-6">
        <Skeleton className="h-12 w-2/3 rounded-card" />
        <Skeleton className="h-16 w-1/2 self-end rounded-card" />
        <Skeleton className="h-10 w-1/3 rounded-card" />
        <Skeleton className="h-12 w-3/5 self-end rounded-card" />
      </div>
      <div className="h-20 border-line border-t bg-surface" />
    </SkeletonRegion>
  );
}
