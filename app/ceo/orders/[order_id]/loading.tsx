import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-4 md:gap-6">
      <Skeleton className="mt-11 h-8 w-56" />
      <Skeleton className="h-64 rounded-card md:h-36" />
      <div className="grid gap-4 md:gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="h-64 rounded-card" />
        <Skeleton className="h-48 rounded-card" />
      </div>
    </SkeletonRegion>
  );
}
