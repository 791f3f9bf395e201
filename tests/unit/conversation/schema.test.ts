import { describe, expect, it } from "vitest";
import { freshState, parseState, productIdsInState } from "@/lib/conversation/schema";

describe("the stored state", () => {
  it("comes back as it was", () => {
    const state = {
      ...freshState(),
      asked: { kind: "code" as const },
      wanted: [{ productId: "red", quantity: 2, firm: true }],
    };
    expect(parseState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([
    ["nothing", null],
    ["an empty object", {}],
    ["another version", { ...freshState(), version: 99 }],
    ["a damaged question", { ...freshState(), asked: { kind: "riddle" } }],
    ["text", "state"],
  ])("%s starts afresh instead of failing", (_, stored) => expect(parseState(stored)).toEqual(freshState()));

  it("names the products that the next turn needs", () => {
    const state = {
      ...freshState(),
      lastProductId: "cap",
      wanted: [{ productId: "red", quantity: 1, firm: true }],
      asked: { kind: "which_product" as const, productIds: ["red", "blue"], quantity: null },
    };
    expect(productIdsInState(state).sort()).toEqual(["blue", "cap", "red"]);
  });
});
