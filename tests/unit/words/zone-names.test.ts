import { describe, expect, it } from "vitest";
import { sayZone } from "@/lib/words/zone-names";

const winter = new Date("2026-01-14T13:05:09Z");
const summer = new Date("2026-07-14T13:05:09Z");

describe("the name of a time zone", () => {
  it.each([
    ["Africa/Lagos", "WAT"],
    ["Africa/Porto-Novo", "WAT"],
    ["Africa/Kigali", "CAT"],
    ["Africa/Nairobi", "EAT"],
    ["Africa/Johannesburg", "SAST"],
  ])("%s is %s all year", (zone, name) => {
    expect([winter, summer].map((at) => sayZone(at, zone))).toEqual([name, name]);
  });

  it("leaves to Intl what it knows, summer time included", () => {
    expect(sayZone(winter, "Africa/Accra")).toBe("GMT");
    expect([winter, summer].map((at) => sayZone(at, "Europe/London"))).toEqual(["GMT", "BST"]);
    expect(sayZone(winter, "Africa/Casablanca")).toBe("GMT+1");
  });

  it("gives each name to zones of one and the same offset", () => {
    const offsets = new Map<string, Set<string>>();
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      const name = sayZone(summer, zone);
      if (!/^(?:WAT|CAT|EAT|SAST)$/.test(name)) continue;
      offsets.set(name, (offsets.get(name) ?? new Set()).add(offsetOf(zone)));
    }
    const found = Object.fromEntries([...offsets].map(([name, set]) => [name, [...set]]));
    expect(found).toEqual({ WAT: ["GMT+1"], CAT: ["GMT+2"], EAT: ["GMT+3"], SAST: ["GMT+2"] });
  });
});

function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(
    summer,
  );
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
