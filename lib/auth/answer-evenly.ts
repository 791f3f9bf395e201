import { setTimeout as wait } from "node:timers/promises";

/** Longer than the work takes on a small machine, short enough that nobody notices. */
const FLOOR_MS = 150;

/** Answers no sooner than a fixed time, so that a quick answer does not tell that nobody was found (OT-10). */
export async function answerEvenly<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const leftMs = FLOOR_MS - (performance.now() - began);
    if (leftMs > 0) await wait(leftMs);
  }
}
