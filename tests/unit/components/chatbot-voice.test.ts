import { describe, expect, it } from "vitest";
import {
  differingPaths,
  findGaps,
  playable,
  sayValue,
  textProblem,
  type Voice,
  valueAt,
  withValue,
} from "@/components/chatbot/voice";

const voice: Voice = {
  greeting: "Hello",
  tone: "friendly",
  fallback: null,
  business_hours: { days: ["Mon"], open: "09:00", close: "18:00", timezone: "Africa/Lagos" },
  out_of_hours: null,
  quick_replies: {
    greeting: null,
    thanks: null,
    goodbye: null,
    questions: [{ title: "Where?", answer: "Ikeja" }],
  },
  features: { order_tracking: true, address_collection: true, catalogue_answers: true, reminders: true },
};

describe("the settings under the CEO's hands", () => {
  it("are read and changed by path, and the given ones stay as they are", () => {
    const changed = withValue(withValue(voice, "quick_replies.thanks", "Thanks!"), "tone", "pidgin");
    expect(valueAt(changed, "quick_replies.thanks")).toBe("Thanks!");
    expect(differingPaths(voice, changed)).toEqual(["tone", "quick_replies.thanks"]);
    expect(valueAt(voice, "quick_replies.thanks")).toBeNull();
  });

  it("are not changed by a text that was empty and is empty", () => {
    expect(differingPaths(voice, withValue(voice, "fallback", ""))).toEqual([]);
  });

  it("name what keeps them from being saved, by the API's paths", () => {
    expect(findGaps(voice)).toEqual({});
    const gaps = findGaps({
      ...voice,
      greeting: "Hello {nmae}",
      business_hours: { ...(voice.business_hours as NonNullable<Voice["business_hours"]>), close: "" },
      quick_replies: { ...voice.quick_replies, questions: [{ title: " ", answer: "" }] },
    });
    expect(Object.keys(gaps).sort()).toEqual([
      "business_hours.close",
      "greeting",
      "quick_replies.questions.0.answer",
      "quick_replies.questions.0.title",
    ]);
  });

  it("are played as far as they go: half of a question or of hours waits, too long a text is cut", () => {
    const half = playable({
      ...voice,
      greeting: "a".repeat(10_000),
      business_hours: { ...(voice.business_hours as NonNullable<Voice["business_hours"]>), open: "" },
      quick_replies: { ...voice.quick_replies, thanks: "  ", questions: [{ title: "Where?", answer: "" }] },
    });
    expect(half.greeting).toHaveLength(1_500);
    expect(half.business_hours).toBeNull();
    expect(half.quick_replies).toMatchObject({ thanks: null, questions: [] });
  });

  it("are said in words to be compared", () => {
    expect(sayValue(voice, "tone")).toBe("Friendly");
    expect(sayValue(voice, "business_hours")).toBe("Open Mon 9 am–6 pm; Tue–Sun closed.");
    expect(sayValue(voice, "quick_replies.questions")).toBe("Where?: Ikeja");
    expect(sayValue(voice, "features")).toContain("Reminds of unpaid orders: on");
    expect(sayValue(voice, "fallback")).toBe("");
  });

  it("say beside a text what is wrong with it", () => {
    expect(textProblem("Hello {name}")).toBeUndefined();
    expect(textProblem("a".repeat(1_501))).toContain("1 character too many");
    expect(textProblem("{x}")).toContain("{x} is not a placeholder");
  });
});
