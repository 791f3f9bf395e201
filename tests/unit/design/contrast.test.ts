import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../app/tokens.css", import.meta.url), "utf8");

const themes = {
  light: block(":root {"),
  "dark by the system": block(':root:not([data-theme="light"]) {'),
  "dark by choice": block(':root[data-theme="dark"] {'),
};

const GROUNDS = ["paper", "surface", "sunken"];
const TEXT_PAIRS: [string, string][] = [
  ...GROUNDS.flatMap((ground) =>
    ["ink", "soft", "faint", "palm-ink", "marigold-ink", "laterite-ink", "lagoon-ink"].map(
      (text): [string, string] => [text, ground],
    ),
  ),
  ...["palm", "marigold", "laterite", "lagoon"].flatMap((role): [string, string][] => [
    [`on-${role}`, role],
    [`${role}-ink`, `${role}-wash`],
    ["ink", `${role}-wash`],
    ["soft", `${role}-wash`],
  ]),
  ["on-palm", "palm-deep"],
  ["on-laterite", "laterite-deep"],
  ["chat-ink", "chat-in"],
  ["chat-ink", "chat-out"],
  ["chat-soft", "chat-in"],
  ["chat-soft", "chat-out"],
  ["chat-soft", "chat"],
  ["on-chat-bar", "chat-bar"],
];
/** Outlines of controls and the focus ring need 3:1 (WCAG 1.4.11). */
const SHAPE_PAIRS: [string, string][] = GROUNDS.flatMap((ground): [string, string][] => [
  ["edge", ground],
  ["focus", ground],
  ["palm", ground],
  ["laterite", ground],
]);

describe("the colours", () => {
  for (const [name, tokens] of Object.entries(themes)) {
    it.each(TEXT_PAIRS)(`${name}: %s on %s reads at 4.5:1`, (text, ground) => {
      expect(contrast(colour(tokens, text), colour(tokens, ground))).toBeGreaterThanOrEqual(4.5);
    });
    it.each(SHAPE_PAIRS)(`${name}: %s on %s shows at 3:1`, (shape, ground) => {
      expect(contrast(colour(tokens, shape), colour(tokens, ground))).toBeGreaterThanOrEqual(3);
    });
  }

  it("are the same in dark whether the system or the person chose it", () => {
    expect(themes["dark by choice"]).toEqual(themes["dark by the system"]);
  });

  it("name the same roles in light and dark", () => {
    expect([...themes.light.keys()]).toEqual([...themes["dark by choice"].keys()]);
  });

  it("are measured right: black on white is 21:1, and a grey known to fail does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeLessThan(4.5);
  });
});

function block(opening: string): Map<string, string> {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`no block ${opening}`);
  const body = css.slice(start + opening.length, css.indexOf("}", start));
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!]));
}

function colour(tokens: Map<string, string>, name: string): string {
  const value = tokens.get(name);
  if (!value || !/^#[0-9a-f]{6}$/.test(value))
    throw new Error(`--${name} is not a six-digit colour: ${value}`);
  return value;
}

function contrast(one: string, two: string): number {
  const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
