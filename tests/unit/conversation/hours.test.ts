import { describe, expect, it } from "vitest";
import { deliveryDayAfter, hoursInWords, isOpenAt, weekdayName } from "@/lib/conversation/rules/hours";

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

  it("are said shortly", () => {
    expect(hoursInWords(lagos)).toBe("Mon-Fri 09:00-18:00");
    expect(hoursInWords({ ...lagos, days: ["Sat", "Mon"] })).toBe("Mon, Sat 09:00-18:00");
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
