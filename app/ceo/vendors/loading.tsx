import { Skeleton, SkeletonRegion, SkeletonTable } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <SkeletonRegion className="mb-6 grid gap-2">
        <Skeleton className="h-8 w-36" />
        <Skeleton className="h-5 w-full max-w-lg" />
      </SkeletonRegion>
      <SkeletonTable rows={4} />
    </>
  );
}
