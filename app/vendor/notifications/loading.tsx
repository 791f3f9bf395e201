import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-6">
      <Skeleton className="h-8 w-44" />
      <div className="grid max-w-2xl gap-5">
        <Skeleton className="h-32 rounded-card" />
        <Skeleton className="h-96 rounded-card" />
      </div>
    </SkeletonRegion>
  );
}
