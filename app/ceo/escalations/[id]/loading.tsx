import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

/** The shape of the letter and the receipt beside it. */
export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-4 md:gap-6">
      <Skeleton className="mt-11 h-8 w-56" />
      <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Skeleton className="h-96 rounded-card" />
        <Skeleton className="h-[34rem] rounded-card" />
      </div>
    </SkeletonRegion>
  );
}
