import { describe, expect, it } from "vitest";
import { sayHours, sayTime, sayWeek } from "@/lib/words/hours";

const hours = { days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], open: "09:00", close: "18:00" };

describe("opening hours in words", () => {
  it.each([
    [{}, "Mon–Sat 9 am–6 pm", "Open Mon–Sat 9 am–6 pm; Sunday closed."],
    [
      { days: ["Mon", "Tue", "Wed", "Fri"] },
      "Mon–Wed, Fri 9 am–6 pm",
      "Open Mon–Wed, Fri 9 am–6 pm; Thu, Sat, Sun closed.",
    ],
    [
      { days: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] },
      "every day 9 am–6 pm",
      "Open every day 9 am–6 pm.",
    ],
    [
      { open: "20:00", close: "02:30" },
      "Mon–Sat 8 pm–2:30 am",
      "Open Mon–Sat 8 pm–2:30 am the next morning; Sunday closed.",
    ],
    [
      { open: "12:00", close: "00:00" },
      "Mon–Sat noon–midnight",
      "Open Mon–Sat noon–midnight; Sunday closed.",
    ],
    [
      { open: "00:00", close: "00:00" },
      "Mon–Sat all day and night",
      "Open Mon–Sat all day and night; Sunday closed.",
    ],
    [{ days: [] }, "closed every day", "Closed every day."],
    [{ days: ["Sat", "Sun"] }, "Sat, Sun 9 am–6 pm", "Open Sat, Sun 9 am–6 pm; Mon–Fri closed."],
  ])("%j: %s", (change, short, week) => {
    expect(sayHours({ ...hours, ...change })).toBe(short);
    expect(sayWeek({ ...hours, ...change })).toBe(week);
  });

  it("are none for who never closes", () => expect(sayWeek(null)).toBe("Open at all hours."));

  it.each([
    ["00:05", "12:05 am"],
    ["11:59", "11:59 am"],
    ["12:30", "12:30 pm"],
    ["23:00", "11 pm"],
  ])("say %s as %s", (time, said) => expect(sayTime(time)).toBe(said));
});
