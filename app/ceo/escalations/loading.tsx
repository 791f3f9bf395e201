import { Skeleton, SkeletonRegion, SkeletonTable } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <SkeletonRegion className="mb-4 grid gap-6">
        <Skeleton className="h-8 w-44" />
        <Skeleton className="h-9 w-80 max-w-full" />
      </SkeletonRegion>
      <SkeletonTable rows={4} />
    </>
  );
}
