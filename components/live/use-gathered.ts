"use client";

import { useEffect, useRef } from "react";
import { type Gathering, gather } from "./gather";

/** The latest `look` of this part of the page, gathered: gives what nudges it. Nothing is looked at once the part is gone. */
export function useGathered(
  look: () => Promise<unknown> | undefined,
  waits?: Parameters<typeof gather>[1],
): () => void {
  const latest = useRef(look);
  latest.current = look;
  const gathering = useRef<Gathering>(undefined);
  gathering.current ??= gather(() => latest.current(), waits);
  const { nudge, stop } = gathering.current;
  useEffect(() => stop, [stop]);
  return nudge;
}
