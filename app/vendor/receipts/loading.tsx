import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

/** The shape of the desk: picture and sheet on a phone, queue, picture and card on a laptop. */
export default function Loading() {
  return (
    <SkeletonRegion className="fixed inset-x-0 top-0 bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] z-20 flex flex-col bg-sunken md:inset-y-0 md:left-60 md:grid md:grid-cols-[14rem_minmax(0,1fr)_22rem] xl:grid-cols-[17rem_minmax(0,1fr)_26rem]">
      <div className="hidden content-start gap-6 border-line border-r bg-surface p-4 md:grid">
        {["a", "b", "c", "d"].map((place) => (
          <span key={place} className="grid gap-2">
            <Skeleton className="h-5 w-1/2" />
            <Skeleton className="h-4 w-4/5" />
          </span>
        ))}
      </div>
      <div className="flex-1 p-4">
        <Skeleton className="mx-auto h-full max-w-sm" />
      </div>
      <div className="grid h-72 content-between gap-4 rounded-t-sheet bg-surface p-5 md:h-auto md:rounded-none md:border-line md:border-l">
        <span className="grid gap-4">
          <Skeleton className="h-9 w-2/5" />
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-10" />
        </span>
        <Skeleton className="h-13" />
      </div>
    </SkeletonRegion>
  );
}
