import { describe, expect, it } from "vitest";
import { isReadAgain } from "@/components/ui/read-again";

const HERE = "https://shop.example.com/ceo/orders?status=APPROVED&search=red%20dress";
const RSC = { headers: { RSC: "1" } };

describe("asking for the open page anew", () => {
  it.each([
    [`${HERE}&_rsc=1a2b`, RSC],
    [new URL(`${HERE}&_rsc=1a2b`), RSC],
    ["/ceo/orders?status=APPROVED&search=red+dress&_rsc=x", RSC],
  ])("is %s", (input, init) => {
    expect(isReadAgain(input, init, HERE)).toBe(true);
  });

  it.each([
    ["another page", "/ceo/escalations?_rsc=1", RSC],
    ["another part of the list", "/ceo/orders?status=APPROVED&_rsc=1", RSC],
    ["what may be opened later", `${HERE}&_rsc=1`, { headers: { RSC: "1", "Next-Router-Prefetch": "1" } }],
    ["an answer of the API", HERE, { headers: { accept: "application/json" } }],
    ["a plain request", HERE, undefined],
  ])("is not %s", (_, input, init) => {
    expect(isReadAgain(input, init, HERE)).toBe(false);
  });
});
