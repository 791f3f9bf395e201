import { describe, expect, it } from "vitest";
import { clockOf, minutesOf, quietUntil } from "@/lib/push/rules/quiet-hours";

const lagos = (from: string, to: string) => ({
  from: minutesOf(from),
  to: minutesOf(to),
  timeZone: "Africa/Lagos",
});
const at = (time: string) => new Date(`2026-11-21T${time}Z`);

describe("quiet hours", () => {
  it.each([
    ["20:59:59", null],
    ["21:00:00", "2026-11-22T06:00:00.000Z"],
    ["22:59:59", "2026-11-22T06:00:00.000Z"],
    ["23:00:00", "2026-11-22T06:00:00.000Z"],
    ["05:59:59", "2026-11-21T06:00:00.000Z"],
    ["06:00:00", null],
  ])("from ten in the evening to seven in Lagos: %s UTC → %s", (time, until) => {
    expect(quietUntil(at(time), lagos("22:00", "07:00"))?.toISOString() ?? null).toBe(until);
  });

  it("may lie within one day", () => {
    const siesta = lagos("13:00", "14:30");
    expect(quietUntil(at("11:59:00"), siesta)).toBeNull();
    expect(quietUntil(at("12:10:20"), siesta)?.toISOString()).toBe("2026-11-21T13:30:00.000Z");
    expect(quietUntil(at("13:30:00"), siesta)).toBeNull();
  });

  it("are none when they begin and end at the same time", () => {
    for (const time of ["00:00:00", "11:00:00", "23:59:59"])
      expect(quietUntil(at(time), lagos("12:00", "12:00"))).toBeNull();
  });

  it("are the business's, wherever it is", () => {
    const india = { ...lagos("22:00", "07:00"), timeZone: "Asia/Kolkata" };
    expect(quietUntil(at("16:29:00"), india)).toBeNull();
    expect(quietUntil(at("16:30:00"), india)?.toISOString()).toBe("2026-11-22T01:30:00.000Z");
  });

  it("are written as a clock and read back, minute by minute", () => {
    for (let minute = 0; minute < 1440; minute += 1) expect(minutesOf(clockOf(minute))).toBe(minute);
    expect(clockOf(425)).toBe("07:05");
  });
});
