import { describe, expect, it } from "vitest";
import {
  closedSince,
  deliveryDayAfter,
  isOpenAt,
  nextClosed,
  weekdayName,
} from "@/lib/conversation/rules/hours";

const lagos = {
  days: ["Mon", "Tue", "Wed", "Thu", "Fri"],
  open: "09:00",
  close: "18:00",
  timezone: "Africa/Lagos",
};

describe("business hours", () => {
  it.each([
    ["2026-11-19T07:59:59Z", false],
    ["2026-11-19T08:00:00Z", true],
    ["2026-11-19T16:59:00Z", true],
    ["2026-11-19T17:00:00Z", false],
    ["2026-11-21T10:00:00Z", false],
  ])("in Lagos at %s: %s", (at, open) => expect(isOpenAt(lagos, new Date(at))).toBe(open));

  it("run past midnight when they close before they open", () => {
    const night = { ...lagos, days: ["Fri"], open: "20:00", close: "02:00" };
    expect(isOpenAt(night, new Date("2026-11-20T22:00:00Z"))).toBe(true);
    expect(isOpenAt(night, new Date("2026-11-21T00:30:00Z"))).toBe(true);
    expect(isOpenAt(night, new Date("2026-11-21T01:30:00Z"))).toBe(false);
    expect(isOpenAt(night, new Date("2026-11-20T00:30:00Z"))).toBe(false);
  });

  it("without hours, or with a zone nobody knows, a conversation goes on", () => {
    expect(isOpenAt(null, new Date(0))).toBe(true);
    expect(isOpenAt({ ...lagos, timezone: "Nowhere/Land" }, new Date("2026-11-19T09:00:00Z"))).toBe(true);
  });

  it.each([
    ["on a weekday evening, from its closing", lagos, "2026-11-19T20:30:20Z", "2026-11-19T17:00:00Z"],
    ["before it opens, from the day before", lagos, "2026-11-19T05:00:00Z", "2026-11-18T17:00:00Z"],
    ["at the weekend, from Friday", lagos, "2026-11-22T12:00:00Z", "2026-11-20T17:00:00Z"],
    [
      "after a night, from its end",
      { ...lagos, days: ["Fri"], open: "20:00", close: "02:00" },
      "2026-11-21T06:00:00Z",
      "2026-11-21T01:00:00Z",
    ],
    [
      "after a whole day, from its midnight",
      { ...lagos, days: ["Fri"], open: "09:00", close: "09:00" },
      "2026-11-21T06:00:00Z",
      "2026-11-20T23:00:00Z",
    ],
    [
      "closed every day, from a week ago",
      { ...lagos, days: [] },
      "2026-11-21T06:00:00Z",
      "2026-11-14T06:00:00Z",
    ],
  ])("know since when they are closed: %s", (_what, hours, at, since) => {
    expect(closedSince(hours, new Date(at))?.toISOString()).toBe(new Date(since).toISOString());
  });

  it("give one closing for one closed period, whenever it is asked for", () => {
    const starts = new Set<string>();
    for (let minutes = 0; minutes < 15 * 60; minutes += 1) {
      const at = new Date(Date.parse("2026-11-19T17:00:07Z") + minutes * 60_000);
      starts.add(closedSince(lagos, at)?.toISOString() ?? "open");
    }
    expect([...starts]).toEqual(["2026-11-19T17:00:00.000Z"]);
    expect(closedSince(lagos, new Date("2026-11-19T12:00:00Z"))).toBeNull();
    expect(closedSince(null, new Date())).toBeNull();
  });

  it("find the next closed moment, for the preview", () => {
    const open = new Date("2026-11-19T12:00:00Z");
    expect(isOpenAt(lagos, nextClosed(lagos, open))).toBe(false);
    expect(nextClosed(null, open)).toEqual(open);
    expect(nextClosed({ ...lagos, days: [] }, open)).toEqual(open);
  });
});

describe("the delivery day", () => {
  it("is counted in the tenant's zone and said as a weekday", () => {
    const late = new Date("2026-11-19T23:30:00Z");
    expect(deliveryDayAfter(late, 1, "Africa/Lagos")).toBe("2026-11-21");
    expect(deliveryDayAfter(late, 1, "UTC")).toBe("2026-11-20");
    expect(weekdayName("2026-11-20")).toBe("Friday");
    expect(weekdayName("soon")).toBe("");
  });
});
