import { Skeleton, SkeletonRegion, SkeletonTable } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <SkeletonRegion className="mb-4 grid gap-6">
        <Skeleton className="h-8 w-36" />
        <Skeleton className="h-11 w-full max-w-xl" />
      </SkeletonRegion>
      <SkeletonTable rows={8} />
    </>
  );
}
