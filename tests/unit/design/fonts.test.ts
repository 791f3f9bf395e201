import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

type Font = { hasGlyphForCodePoint(codePoint: number): boolean };
const fontkit = createRequire(import.meta.url)("fontkit") as { openSync(path: string): Font };

const file = (name: string) => fileURLToPath(new URL(`../../../app/fonts/${name}`, import.meta.url));
const INTER = file("inter-variable.woff2");
const BRICOLAGE = file("bricolage-grotesque-bold.woff2");
const YORUBA = "ẹọṣẸỌṢàáèéìíòóùúńǹ";
const IGBO = "ịọụṅỊỌỤṄ";
const HAUSA = "ɓɗƙƴƁƊƘƳ";
const TONE_MARKS = "\u0300\u0301\u0304\u0323";

describe("the fonts", () => {
  it("have the naira sign and every letter of Yoruba, Igbo and Hausa in the text face", () => {
    expect(missing(INTER, `₦${YORUBA}${IGBO}${HAUSA}${TONE_MARKS}`)).toBe("");
  });

  it("have the naira sign and figures in the display face", () => {
    expect(missing(BRICOLAGE, "₦0123456789,.ABCabc’–")).toBe("");
  });

  it("would notice a letter that is not there", () => {
    expect(missing(INTER, "a漢")).toBe("漢");
  });

  it("weigh less than 120 kB together", () => {
    expect(statSync(INTER).size + statSync(BRICOLAGE).size).toBeLessThan(120_000);
  });
});

function missing(path: string, letters: string): string {
  const font = fontkit.openSync(path);
  return [...letters].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0)!)).join("");
}
