import { describe, expect, it } from "vitest";
import { buyerCodeIn, looksLikeBuyerCode, resemblesCode } from "@/lib/conversation/rules/buyer-code";

describe("a buyer's code", () => {
  it.each(["Kp7#mN4x", "22222!aa", "aB3$efgh", "Zz9!zZ8y"])("%s has its shape", (text) => {
    expect(looksLikeBuyerCode(text)).toBe(true);
  });

  it.each([
    ["seven signs", "Kp7#mN4"],
    ["nine signs", "Kp7#mN4xx"],
    ["no digit", "Kpa#mNbx"],
    ["no symbol", "Kp7amN4x"],
    ["a look-alike 0", "Kp0#mN4x"],
    ["a look-alike l", "Kp7#ml4x"],
    ["a sign outside", "Kp7#mN4?"],
    ["a space inside", "Kp7# N4x"],
    ["a word", "Good day"],
  ])("%s is none", (_, text) => expect(looksLikeBuyerCode(text)).toBe(false));

  it.each([
    ["  Kp7#mN4x \n", "Kp7#mN4x"],
    ["```Kp7#mN4x```", "Kp7#mN4x"],
    ["\u200bKp7#mN4x", "Kp7#mN4x"],
    ["verify Kp7#mN4x", "Kp7#mN4x"],
    ["The code wey you send na Kp7#mN4x", "Kp7#mN4x"],
    ["it says Kp7#mN4x", "Kp7#mN4x"],
    ["code: Kp7#mN4x", "Kp7#mN4x"],
  ])("is found in %j", (text, code) => expect(buyerCodeIn(text)).toBe(code));

  it.each(["kp7#mn4x please deliver", "Hi", "verify", "", "my email is a@b.c", "I live at No5#2ab!"])(
    "is not seen in %j",
    (text) => expect(buyerCodeIn(text)).toBeNull(),
  );

  it("keeps its case: who types it in another one has typed another code", () => {
    expect(buyerCodeIn("KP7#MN4X")).toBe("KP7#MN4X");
  });

  it("what was meant as one is told from a word", () => {
    expect(resemblesCode("Kp7#mN")).toBe(true);
    expect(resemblesCode("482913")).toBe(true);
    expect(resemblesCode("Chinedu")).toBe(false);
    expect(resemblesCode("12 Allen Avenue")).toBe(false);
  });
});
