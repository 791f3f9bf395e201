import { Skeleton, SkeletonRegion, SkeletonStats } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="grid gap-4 md:gap-6">
      <SkeletonRegion className="mb-2 grid gap-2">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="h-5 w-44" />
      </SkeletonRegion>
      <SkeletonStats />
      <SkeletonRegion className="grid gap-4 md:gap-6 lg:grid-cols-[2fr_3fr]">
        <Skeleton className="h-72 rounded-card" />
        <Skeleton className="h-72 rounded-card" />
      </SkeletonRegion>
    </div>
  );
}
