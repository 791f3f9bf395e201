import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { en } from "@/lib/conversation/copy/en";
import type { Copy, CopyKey, Line } from "@/lib/conversation/copy/keys";
import { pcm } from "@/lib/conversation/copy/pcm";
import { fill, say } from "@/lib/conversation/copy/say";

const keys = Object.keys(en) as CopyKey[];
const variants = (line: Line) => (typeof line === "string" ? [line] : Object.values(line));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);

/** What a sentence is given, as keys.ts declares it. */
function declared(): Map<string, string[]> {
  const source = ["keys", "offers-keys"]
    .map((file) =>
      readFileSync(new URL(`../../../lib/conversation/copy/${file}.ts`, import.meta.url), "utf8"),
    )
    .join("\n");
  const found = source.matchAll(/^ {2}(\w+): (NoArgs|\{[^}]*\});$/gm);
  return new Map(
    [...found].map(([, key = "", args = ""]) => [
      key,
      [...args.matchAll(/(\w+): string/g)].map((one) => one[1] ?? ""),
    ]),
  );
}

describe("the bot's sentences", () => {
  it("are there in both languages, none empty, none with a placeholder that it is not given", () => {
    const args = declared();
    expect(Object.keys(pcm).sort()).toEqual([...keys].sort());
    expect([...args.keys()].sort()).toEqual([...keys].sort());
    for (const copy of [en, pcm] as Copy[]) {
      for (const key of keys) {
        for (const text of variants(copy[key])) {
          expect(text.trim(), key).not.toBe("");
          for (const name of placeholders(text)) expect(args.get(key), `${key}: {${name}}`).toContain(name);
        }
      }
    }
  });

  it("say the same facts in Pidgin as in English", () => {
    const facts = [
      "amount",
      "ref",
      "price",
      "total",
      "items",
      "list",
      "tries",
      "code",
      "link",
      "address",
      "tracking",
      "account",
    ];
    for (const key of keys) {
      const told = (line: Line) =>
        [...new Set(variants(line).flatMap(placeholders))].filter((one) => facts.includes(one ?? "")).sort();
      expect(told(pcm[key]), key).toEqual(told(en[key]));
    }
  });

  it("never call a buyer a cheat", () => {
    for (const copy of [en, pcm]) {
      for (const key of keys) {
        for (const text of variants(copy[key]))
          expect(text, key).not.toMatch(/fake|fraud|cheat|thief|scam|forged|suspicious|lie\b/i);
      }
    }
  });

  it("keep button titles within twenty characters", () => {
    for (const key of keys.filter((one) => one.startsWith("button_"))) {
      for (const text of [...variants(en[key]), ...variants(pcm[key])])
        expect(text.length, key).toBeLessThanOrEqual(20);
    }
  });

  it("are all in use", () => {
    const rules = ["rules", "offers"]
      .map((name) => new URL(`../../../lib/conversation/${name}/`, import.meta.url))
      .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8")))
      .join("\n");
    const unused = keys.filter(
      (key) => !rules.includes(`"${key}"`) && !/^(?:status|short|detail|privacy|unsupported)_/.test(key),
    );
    expect(unused).toEqual([]);
  });

  it("change with the tone", () => {
    const voices = (["professional", "friendly", "casual"] as const).map((tone) =>
      say("thanks", { business: "Ada" }, { tone, language: "en" }),
    );
    const pidgin = say("thanks", { business: "Ada" }, { tone: "pidgin", language: "pcm" });
    expect(new Set([...voices, pidgin]).size).toBe(4);
  });

  it("do not read what is filled in for placeholders again", () => {
    expect(fill("{name} and {code}", { name: "{code}", code: "x" })).toBe("{code} and x");
    expect(fill("Hi {nobody}!", {})).toBe("Hi !");
  });
});
