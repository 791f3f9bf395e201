import { describe, expect, it } from "vitest";
import { checkRound, type LiveRow, summarizeLive } from "../../../scripts/bench/live-summary.mjs";
import { findMarks, markText } from "../../../scripts/bench/load/event-stream.mjs";

const row = (contender: string, round: number, cpuMicros: number, more: Partial<LiveRow> = {}): LiveRow => ({
  contender,
  round,
  deliveredPercent: 100,
  cpuMicros,
  databaseMicros: 500,
  p50Ms: 20,
  p99Ms: 40,
  ...more,
});

describe("the summary of live events", () => {
  it("compares inside each round, in whatever order the contenders took their turn", () => {
    const rows = [
      row("server", 2, 30),
      row("limit", 1, 10),
      row("limit", 2, 20),
      row("server", 1, 12),
      row("server", 3, 11),
      row("limit", 3, 10),
      ...[1, 2, 3].map((round) => row("route", round, 40)),
    ];
    const { ratios, figures } = summarizeLive(rows);
    expect(ratios.cpuToLimit).toBe(1.2);
    expect(ratios.cpuOfRouteToLimit).toBe(4);
    expect(figures.server?.cpuMicros).toBe(12);
  });

  it("tells the worst round of what arrived, not the middle one", () => {
    const rounds = [100, 100, 97.5].map((deliveredPercent, at) =>
      row("server", at, 10, { deliveredPercent }),
    );
    const others = ["limit", "route"].flatMap((name) => [0, 1, 2].map((round) => row(name, round, 10)));
    const { deliveredPercent } = summarizeLive([...rounds, ...others]);
    expect(deliveredPercent).toEqual({ server: 97.5, limit: 100, route: 100 });
  });

  it("ends the run when a stranger heard something, or something came out of order", () => {
    const sound = { contender: "server", round: 1, overheard: 0, disordered: 0 };
    expect(() => checkRound(sound)).not.toThrow();
    expect(() => checkRound({ ...sound, overheard: 1 })).toThrow("strangers");
    expect(() => checkRound({ ...sound, disordered: 1 })).toThrow("order");
  });
});

describe("a reader of a stream", () => {
  const told = `id: 7\nevent: news\ndata: {"topic":"order","ids":{"orderId":"${markText(42)}"}}\n\n`;

  it("finds every mark once", () => {
    expect(markText(42)).toBe("bench_00000042");
    expect(findMarks(told + told.replace("42", "43")).marks).toEqual([42, 43]);
    expect(findMarks("event: beat\ndata: {}\n\n").marks).toEqual([]);
  });

  it("finds it once wherever the stream was cut in two", () => {
    for (let cut = 0; cut <= told.length; cut += 1) {
      const first = findMarks(told.slice(0, cut));
      const second = findMarks(first.rest + told.slice(cut));
      expect([cut, ...first.marks, ...second.marks]).toEqual([cut, 42]);
    }
  });
});
