import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Admission } from "@/db/admission";

describe("who is let in to the database", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Work that ends when told to. */
  function held() {
    let end = () => {};
    const until = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { end, work: () => until };
  }

  it("are as many at once as there are places, the others in their order", async () => {
    const admission = new Admission(2);
    const begun: number[] = [];
    const works = [held(), held(), held(), held()];
    const all = works.map(({ work }, at) =>
      admission.run(() => {
        begun.push(at);
        return work();
      }),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([0, 1]);
    works[1]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([0, 1, 2]);
    for (const { end } of works) end();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it("is nobody who has waited ten seconds, and their place in the line is gone", async () => {
    const admission = new Admission(1);
    const first = held();
    const holding = admission.run(first.work);
    const turnedAway = expect(admission.run(async () => "in")).rejects.toMatchObject({ code: "53300" });
    await vi.advanceTimersByTimeAsync(9_999);
    const later = admission.run(async () => "later");
    await vi.advanceTimersByTimeAsync(1);
    await turnedAway;
    first.end();
    await holding;
    expect(await later).toBe("later");
    expect(await admission.run(async () => "free again")).toBe("free again");
  });

  it("gives the place back when the work fails", async () => {
    const admission = new Admission(1);
    await expect(admission.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await admission.run(async () => "in")).toBe("in");
  });
});
