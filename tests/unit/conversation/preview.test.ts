import { describe, expect, it } from "vitest";
import type { BotSettings } from "@/lib/conversation/rules/bot-settings";
import { looksLikeBuyerCode } from "@/lib/conversation/rules/buyer-code";
import { mergeSettings } from "@/lib/conversation/rules/merge-settings";
import { EXAMPLE_CODE, playPreview } from "@/lib/conversation/rules/play-preview";
import type { Facts } from "@/lib/conversation/rules/types";
import { START, World } from "../../golden/world";

const facts = (): Facts => ({ ...new World().facts, uploadLinks: true });
const play = (...texts: string[]) => playPreview(texts, facts(), START, "https://shop.example/u/example");
const DETAILS = "Chinedu, 123 Lagos St, Ikeja";

describe("playing a preview", () => {
  it("gives the same turns for the same arguments, and changes none of them", () => {
    const given = facts();
    const before = structuredClone(given);
    const texts = ["I want the red ankara dress", DETAILS, EXAMPLE_CODE, "upload"];
    const first = playPreview(texts, given, START, "https://shop.example/u/example");
    expect(given).toEqual(before);
    expect(playPreview(texts, given, START, "https://shop.example/u/example")).toEqual(first);
    expect(first.map((turn) => turn.in)).toEqual(texts);
  });

  it("goes all the way to an order, its link and its end", () => {
    const turns = play(
      "I want the red ankara dress",
      DETAILS,
      EXAMPLE_CODE,
      "upload",
      "order list",
      "cancel",
    );
    const said = turns.map((turn) => turn.out.join("\n"));
    expect(said[1]).toContain(`\n${EXAMPLE_CODE}\n`);
    expect(said[2]).toContain("TG-1001");
    expect(said[3]).toContain("https://shop.example/u/example");
    expect(said[4]).toContain("TG-1001");
    expect(said[5]).toContain("TG-1001");
    expect(said.join("\n")).not.toMatch(/\{\w+\}/);
  });

  it("tells two orders of one preview apart", () => {
    const turns = play(
      "I want the red ankara dress",
      DETAILS,
      EXAMPLE_CODE,
      "I want the aso oke cap",
      EXAMPLE_CODE,
      "my orders",
    );
    const last = turns.at(-1)?.out.join("\n") ?? "";
    const [first, second] = ["TG-1001", "TG-1002"].map((reference) => last.includes(reference));
    expect([first, second]).toEqual([true, true]);
  });

  it("shows an example code of the real shape, which opens nothing that was not asked", () => {
    expect(looksLikeBuyerCode(EXAMPLE_CODE)).toBe(true);
    expect(play(EXAMPLE_CODE)[0]?.out.join()).not.toContain("verified");
  });

  it("is silent after stop, and back after start", () => {
    const turns = play("stop", "how much is the red dress?", "start", "how much is the red dress?");
    expect(turns.map((turn) => turn.out.length > 0)).toEqual([true, false, true, true]);
  });
});

describe("settings with a change of them", () => {
  const saved: BotSettings = {
    business: "Ada's Fashion",
    kind: "shop",
    tone: "friendly",
    greeting: "Hello",
    fallback: "Sorry",
    quickReplies: { thanks: "Welcome", goodbye: "Bye" },
    features: { reminders: false },
  };

  it("are as saved where nothing is named", () => {
    const merged = mergeSettings(saved, {});
    expect(merged).toEqual({ ...saved, quickReplies: saved.quickReplies, features: saved.features });
    expect(mergeSettings(saved)).toEqual(merged);
  });

  it("take what is named, deep down too, and null takes away", () => {
    const merged = mergeSettings(saved, {
      tone: "pidgin",
      greeting: null,
      business_hours: { days: ["Mon"], open: "09:00", close: "18:00", timezone: "Africa/Lagos" },
      out_of_hours: "Closed",
      quick_replies: { thanks: "No wahala" },
      features: { order_tracking: false, address_collection: true, catalogue_answers: false },
    });
    expect(merged).toMatchObject({
      business: "Ada's Fashion",
      tone: "pidgin",
      greeting: null,
      fallback: "Sorry",
      outOfHours: "Closed",
      hours: { days: ["Mon"], open: "09:00", close: "18:00", timezone: "Africa/Lagos" },
      quickReplies: { thanks: "No wahala", goodbye: "Bye" },
      features: { reminders: false, orderTracking: false, addressCollection: true, catalogueAnswers: false },
    });
  });
});
