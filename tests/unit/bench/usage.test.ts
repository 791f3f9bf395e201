import { describe, expect, it } from "vitest";
import { parsePs, parseStat } from "../../../scripts/bench/usage.mjs";

describe("what a process has used", () => {
  it("is read from Linux, whatever the program is called", () => {
    const stat = "4242 (node (a b) c) S 17 4242 4242 0 -1 4194560 100 0 0 0 250 30 7 5 20 0 11 0 8000";
    expect(parseStat(stat)).toEqual({ parent: 17, cpuMicros: 2_800_000, endedMicros: 120_000 });
  });

  it.each([
    ["  2048   1:02.50", 62_500_000],
    ["2048 00:00:03", 3_000_000],
    ["2048 01:00:03", 3_603_000_000],
    ["2048 2-01:00:00", 176_400_000_000],
  ])("is read from ps: %s", (text, cpuMicros) => {
    expect(parsePs(text)).toEqual({ cpuMicros, memoryBytes: 2048 * 1024 });
  });
});
