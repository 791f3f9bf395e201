/** What one act commits comes as several events within this time: they are one look. */
const SOON_MS = 40;
/** From the start of one look to the next, while events keep coming. */
const REST_MS = 400;
/** A look that takes longer hangs in a dead connection: others need not wait for it. */
const PATIENCE_MS = 10_000;

export type Gathering = { nudge: () => void; stop: () => void };

/**
 * Makes few looks of many nudges: the first follows at once, so that what is rare is on the screen without a wait; more keep their
 * distance. None begins while one is under way: what happened meanwhile may have missed it, and gets one more after it.
 *
 * @param look never throws
 */
export function gather(
  look: () => Promise<unknown> | undefined,
  { soonMs = SOON_MS, restMs = REST_MS } = {},
): Gathering {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let startedAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  let isAskedAgain = false;

  const nudge = () => {
    isAskedAgain = isLooking;
    if (isLooking) return;
    timer ??= setTimeout(run, Math.max(soonMs, startedAt + restMs - Date.now()));
  };
  const run = async () => {
    timer = undefined;
    startedAt = Date.now();
    isLooking = true;
    await inTime(look());
    isLooking = false;
    if (isAskedAgain) nudge();
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    isAskedAgain = false;
  };
  return { nudge, stop };
}

function inTime(work: Promise<unknown> | undefined): Promise<unknown> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise((resolve) => {
    patience = setTimeout(resolve, PATIENCE_MS);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(patience));
}
