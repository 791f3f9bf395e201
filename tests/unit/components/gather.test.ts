import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gather } from "@/components/live/gather";

const WAITS = { soonMs: 40, restMs: 400 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Counts looks; each takes `tookMs`. */
function lookout(tookMs = 0) {
  const at: number[] = [];
  const startedAt = Date.now();
  const look = async () => {
    at.push(Date.now() - startedAt);
    if (tookMs > 0) await new Promise((resolve) => setTimeout(resolve, tookMs));
  };
  return { at, ...gather(look, WAITS) };
}

describe("looking again when something happened", () => {
  it("follows a single event at once", async () => {
    const { at, nudge } = lookout();
    nudge();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(at).toEqual([40]);
  });

  it("takes the events of one act together", async () => {
    const { at, nudge } = lookout();
    for (let event = 0; event < 5; event += 1) {
      nudge();
      await vi.advanceTimersByTimeAsync(5);
    }
    await vi.advanceTimersByTimeAsync(5_000);
    expect(at).toEqual([40]);
  });

  it("keeps its distance in a rush, and looks once more after its end", async () => {
    const { at, nudge } = lookout();
    for (let event = 0; event < 100; event += 1) {
      nudge();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(5_000);
    expect(at).toEqual([40, 440, 840, 1_240]);
  });

  it("looks again for what happened during a look that took long", async () => {
    const { at, nudge } = lookout(3_000);
    nudge();
    await vi.advanceTimersByTimeAsync(1_000);
    nudge();
    nudge();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(at).toEqual([40, 3_080]);
  });

  it("does not wait for ever for a look that hangs", async () => {
    const { at, nudge } = lookout(60 * 60_000);
    nudge();
    await vi.advanceTimersByTimeAsync(1_000);
    nudge();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(at).toEqual([40, 10_080]);
  });

  it("does nothing more once it is stopped", async () => {
    const { at, nudge, stop } = lookout(1_000);
    nudge();
    await vi.advanceTimersByTimeAsync(500);
    nudge();
    stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(at).toEqual([40]);
  });
});
