import { describe, expect, it } from "vitest";
import {
  HEALTH_CODES,
  type HealthFacts,
  judgeHealth,
  levelOf,
  readHealth,
} from "@/lib/channels/rules/health";
import { sayHealth } from "@/lib/words/en/channels";

const well: HealthFacts = {
  token: "good",
  daysLeft: null,
  isPermissionMissing: false,
  isSubscribed: true,
  number: { status: "CONNECTED", quality: "GREEN", nameStatus: "APPROVED", platformType: "CLOUD_API" },
  hasHeard: true,
};
const number = (more: Partial<NonNullable<HealthFacts["number"]>>) => ({
  number: { ...(well.number as NonNullable<HealthFacts["number"]>), ...more },
});

describe("judging a channel's health", () => {
  it("finds nothing wrong where all is well, on Instagram too", () => {
    expect(judgeHealth(well)).toEqual([]);
    expect(judgeHealth({ ...well, number: null })).toEqual([]);
  });

  it.each<[string, Partial<HealthFacts>, string[]]>([
    ["a refused token hides the rest", { token: "refused", isSubscribed: false }, ["token_refused"]],
    ["nobody could be asked", { token: "unknown" }, ["not_checked"]],
    ["the subscription could not be read", { isSubscribed: "unknown" }, ["not_checked"]],
    ["not subscribed", { isSubscribed: false }, ["not_subscribed"]],
    ["a missing permission", { isPermissionMissing: true }, ["permission_missing"]],
    ["seven days left", { daysLeft: 7 }, ["token_ending"]],
    ["eight days left", { daysLeft: 8 }, []],
    ["already over", { daysLeft: -1 }, ["token_ending"]],
    ["nothing heard yet", { hasHeard: false }, ["nothing_heard"]],
    ["not registered", number({ platformType: "NOT_APPLICABLE" }), ["not_registered"]],
    [
      "banned is not unregistered",
      number({ status: "BANNED", platformType: "NOT_APPLICABLE" }),
      ["number_closed"],
    ],
    ["unknown quality says nothing", number({ quality: "UNKNOWN" }), []],
    [
      "several, the worst first",
      { ...number({ quality: "RED" }), isSubscribed: false },
      ["not_subscribed", "quality_red"],
    ],
  ])("%s", (_, facts, codes) => {
    expect(judgeHealth({ ...well, ...facts })).toEqual(codes);
  });

  it("has a sentence and advice for every code", () => {
    for (const code of HEALTH_CODES) {
      const { text, advice } = sayHealth(code);
      expect(text, code).toMatch(/^[A-Z].*\.$/);
      expect(advice, code).toMatch(/^[A-Z].*\.$/);
      expect(["bad", "warning", "news"]).toContain(levelOf(code));
    }
  });

  it("reads whatever the column holds", () => {
    expect(readHealth(null)).toEqual({ codes: [], quality: null });
    expect(readHealth({ codes: ["quality_red", "from a later version"] })).toEqual({
      codes: [],
      quality: null,
    });
    expect(readHealth({ codes: ["quality_red"], quality: "RED" })).toEqual({
      codes: ["quality_red"],
      quality: "RED",
    });
  });
});
