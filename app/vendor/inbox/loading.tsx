import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-6">
      <Skeleton className="h-8 w-28" />
      <Skeleton className="h-9 w-56" />
      <div className="divide-y divide-line rounded-card border border-line bg-surface">
        {["a", "b", "c", "d", "e"].map((place) => (
          <div key={place} className="flex h-20 items-center gap-3 px-4 md:px-5">
            <Skeleton className="size-11 rounded-full" />
            <span className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-1/3" />
              <Skeleton className="h-4 w-2/3" />
            </span>
          </div>
        ))}
      </div>
    </SkeletonRegion>
  );
}
