import { describe, expect, it } from "vitest";
import { clockText, daysBetween, sayDay, sayFullTime, sayTime } from "@/lib/words/times";

const LAGOS = "Africa/Lagos";
const now = new Date("2026-11-20T13:00:00Z");
const say = (iso: string) => sayTime(new Date(iso), now, LAGOS);

describe("times as people say them", () => {
  it.each([
    ["2026-11-20T12:59:30Z", "just now"],
    ["2026-11-20T12:55:00Z", "5 min ago"],
    ["2026-11-20T11:00:00Z", "2 h ago"],
    ["2026-11-19T13:05:00Z", "yesterday, 14:05"],
    ["2026-11-17T13:05:00Z", "Tue, 14:05"],
    ["2026-11-10T13:05:00Z", "10 Nov"],
    ["2025-11-10T13:05:00Z", "10 Nov 2025"],
  ])("says %s as %s", (iso, words) => expect(say(iso)).toBe(words));

  it.each([
    ["2026-11-20T13:00:20Z", "just now"],
    ["2026-11-20T13:10:00Z", "in 10 min"],
    ["2026-11-20T15:30:00Z", "today, 16:30"],
    ["2026-11-21T09:00:00Z", "tomorrow, 10:00"],
    ["2026-11-27T09:00:00Z", "27 Nov, 10:00"],
  ])("says what is still to come, %s, as %s", (iso, words) => expect(say(iso)).toBe(words));

  it("counts days as Lagos does, not as London does", () => {
    const late = new Date("2026-11-19T23:30:00Z");
    expect(daysBetween(late, now, LAGOS)).toBe(0);
    expect(daysBetween(late, now, "UTC")).toBe(1);
  });

  it("gives the whole moment with its zone", () => {
    expect(sayFullTime(new Date("2026-11-14T13:05:09Z"), LAGOS)).toBe("Sat, 14 Nov 2026, 14:05:09 WAT");
    expect(sayDay(new Date("2026-11-14T13:05:09Z"), now, LAGOS)).toBe("14 Nov");
  });

  it("writes a countdown with two figures of seconds", () => {
    expect([0, 42, 65, 300].map(clockText)).toEqual(["0:00", "0:42", "1:05", "5:00"]);
  });
});
