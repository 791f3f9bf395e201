import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasGlyph } from "@/lib/pdf/font-files";
import { keepPrintable, keepPrintableLines } from "@/lib/pdf/keep-printable";

describe("what the document font can draw", () => {
  it.each([
    "₦",
    "ẹ",
    "ọ",
    "ṣ",
    "Ẹ",
    "Ọ",
    "Ṣ",
    "ị",
    "ụ",
    "ṅ",
    "ǹ",
    "ń",
    "ɓ",
    "ɗ",
    "ƙ",
    "é",
    "−",
    "·",
    "•",
    "’",
  ])("includes %s", (character) => {
    expect(hasGlyph(character.codePointAt(0)!)).toBe(true);
  });

  it.each(["👗", "时", "ع", "ไ", "𓀀"])("does not include %s", (character) => {
    expect(hasGlyph(character.codePointAt(0)!)).toBe(false);
  });
});

describe("a text reduced to what can be drawn", () => {
  it.each([
    ["Chinedu Okafor", "Chinedu Okafor"],
    ["Ọ́káfọ̀r", "Ọ́káfọ̀r"],
    ["Ada 👗 Fashion", "Ada Fashion"],
    ["👩🏽‍🦱Ada", "Ada"],
    ["1️⃣ Dress", "Dress"],
    ["a\u202Eb\u200Bc\u00ADd\uFEFFe", "abcde"],
    ["two\tgaps\n here", "two gaps here"],
    ["  ", ""],
    ["e\u0301", "é"],
    ["\ud83d", ""],
  ])("%j becomes %j", (text, printable) => {
    expect(keepPrintable(text)).toBe(printable.normalize("NFC"));
  });

  it("gives way to the fallback when nothing is left", () => {
    expect(keepPrintable("时尚", "The shop")).toBe("The shop");
    expect(keepPrintableLines("时尚\n👗", "As agreed")).toEqual(["As agreed"]);
    expect(keepPrintableLines("12 Admiralty Way\r\n\nLagos")).toEqual(["12 Admiralty Way", "Lagos"]);
  });

  it("holds nothing the font lacks, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const kept = keepPrintable(text);
        expect([...kept].every((character) => hasGlyph(character.codePointAt(0)!))).toBe(true);
        expect(keepPrintable(kept)).toBe(kept);
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });
});
