"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const load = () => import("@/components/ui/code-field").then((file) => ({ default: file.CodeField }));
const Field = lazy(load);

/** Fetches the code field ahead, while the first step is being filled in. */
export function prepareCodeField(): void {
  void load();
}

/** The code field in a chunk of its own, with its room kept free while it comes. */
export function CodeFieldLazy(props: ComponentProps<typeof Field>) {
  return (
    <Suspense fallback={<Room />}>
      <Field {...props} />
    </Suspense>
  );
}

function Room() {
  return (
    <span className="grid gap-2">
      <span className="block min-h-9" />
      <Skeleton className="h-14" />
    </span>
  );
}
