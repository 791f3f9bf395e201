import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion>
      <div className="mb-6 grid gap-2">
        <Skeleton className="h-8 w-44" />
        <Skeleton className="h-5 w-full max-w-lg" />
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        {["first", "second"].map((place) => (
          <div key={place} className="grid gap-4 rounded-card border border-line bg-surface p-4 md:p-5">
            <div className="flex items-center gap-3">
              <Skeleton className="size-11" />
              <span className="grid flex-1 gap-2">
                <Skeleton className="h-5 w-2/5" />
                <Skeleton className="h-4 w-1/4" />
              </span>
              <Skeleton className="h-6 w-24 rounded-full" />
            </div>
            <Skeleton className="h-5 w-4/5" />
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-11 w-full max-w-xs" />
          </div>
        ))}
      </div>
    </SkeletonRegion>
  );
}
