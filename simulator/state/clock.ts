/** The simulator's time: the machine's, moved by an offset so that expiry can be tried without waiting. */
export interface Clock {
  nowMs(): number;
  offsetMs(): number;
  setOffsetMs(offsetMs: number): void;
}

export function createClock(realNowMs: () => number = Date.now): Clock {
  let offset = 0;
  return {
    nowMs: () => realNowMs() + offset,
    offsetMs: () => offset,
    setOffsetMs: (offsetMs) => {
      offset = offsetMs;
    },
  };
}
