import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanOwnText } from "@/lib/conversation/settings/clean-own-text";

describe("a CEO's own text, cleaned", () => {
  it.each([
    ["what she writes stays", "Ada & Sons: 5 < 6, I <3 you, *bold*", "Ada & Sons: 5 < 6, I <3 you, *bold*"],
    ["scripts go with what they hold", "a<script>alert(1)</script>b", "ab"],
    ["markup goes and its words stay", "<p>Hello <b>you</b></p>", "Hello you"],
    ["pictures that run code go", "<img src=x onerror=alert(1)>Hi", "Hi"],
    ["escaped markup is not unwrapped into real one", "<i></i>&lt;script&gt;alert(1)&lt;/script&gt;x", "x"],
    ["doubly escaped stays signs", "<i></i>&amp;lt;script&amp;gt;x", "&lt;script&gt;x"],
    ["what reverses the reading order goes", "Pay \u202e1234\u202c \u200bnow", "Pay 1234 now"],
    ["emoji keep their joiners", "👩🏾‍🦱 ❤️", "👩🏾‍🦱 ❤️"],
    ["line breaks stay, not too many", "a\r\nb\n\n\n\nc\u0007", "a\nb\n\nc"],
    ["half a character goes", "a\ud83d", "a"],
  ])("%s", (_what, text, clean) => expect(cleanOwnText(text)).toBe(clean));

  it("never leaves a tag, and cleaning again changes nothing", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "</",
      "script",
      "&lt;",
      "&amp;",
      "lt;",
      "img ",
      "a",
      " ",
      '"',
      "\n",
      "svg/onload=",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const clean = cleanOwnText(parts.join(""));
        expect(clean).not.toMatch(/<(?:[a-z!?]|\/[a-z])/i);
        expect(cleanOwnText(clean)).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });
});
