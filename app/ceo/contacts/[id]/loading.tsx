import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-4 md:gap-6">
      <Skeleton className="mt-11 h-11 w-64" />
      <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="h-[70dvh] rounded-card" />
        <Skeleton className="h-96 rounded-card" />
      </div>
    </SkeletonRegion>
  );
}
