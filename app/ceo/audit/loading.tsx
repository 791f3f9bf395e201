import { Skeleton, SkeletonRegion } from "@/components/ui/skeleton";

/** The shape of the log: its head with three downloads, the seal, the filters, then a line for each entry. */
export default function Loading() {
  return (
    <SkeletonRegion className="grid gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid flex-1 basis-80 gap-2">
          <Skeleton className="h-8 w-28" />
          <Skeleton className="h-5 w-full max-w-lg" />
        </div>
        <div className="flex flex-wrap gap-2">
          <Skeleton className="h-11 w-36" />
          <Skeleton className="h-11 w-20" />
          <Skeleton className="h-11 w-32" />
        </div>
      </div>
      <Skeleton className="h-28 rounded-card sm:h-18" />
      <div className="flex flex-wrap gap-4">
        <Skeleton className="h-11 w-full md:w-80" />
        <Skeleton className="h-17 flex-1 basis-36 sm:h-11 sm:w-52 sm:flex-none" />
        <Skeleton className="h-17 flex-1 basis-36 sm:h-11 sm:w-48 sm:flex-none" />
      </div>
      <ol className="grid gap-6 pt-2">
        {["a", "b", "c", "d", "e", "f"].map((place) => (
          <li key={place} className="flex items-center gap-3">
            <Skeleton className="size-8 rounded-full" />
            <Skeleton className="h-5 w-2/3" />
          </li>
        ))}
      </ol>
    </SkeletonRegion>
  );
}
