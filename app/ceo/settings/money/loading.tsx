import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid max-w-2xl gap-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-11 w-72" />
      <Skeleton className="h-64 rounded-card" />
      <Skeleton className="h-56 rounded-card" />
      <Skeleton className="h-56 rounded-card" />
    </SkeletonRegion>
  );
}
