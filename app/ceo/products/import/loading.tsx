import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-6">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-11 w-full max-w-md" />
      <Skeleton className="h-40 w-full" />
    </SkeletonRegion>
  );
}
