import { type ChildEntry, findChild } from "@/lib/find-child";

export type { ChildEntry } from "@/lib/find-child";

/** Where the child program is. Throws when it is nowhere: then nothing can be decoded safely. */
export function childEntry(): ChildEntry {
  return findChild({ bundle: "imaging-child.mjs", source: "child.ts", from: import.meta.url });
}
