import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-6">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-11 w-full max-w-md" />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="grid gap-6">
          <Skeleton className="h-96 rounded-card" />
          <Skeleton className="h-64 rounded-card" />
        </div>
        <Skeleton className="hidden h-[38rem] rounded-[2.25rem] lg:block" />
      </div>
    </SkeletonRegion>
  );
}
