import { describe, expect, it } from "vitest";
import { knownPlaceholders, unknownPlaceholders } from "@/lib/words/own-text";

describe("placeholders in a business's own texts", () => {
  it.each([
    ["Hello {name}, {business}: {order_ref}", []],
    ["Hello {nmae}", ["{nmae}"]],
    ["{code} {code} {link}", ["{code}", "{link}"]],
    ["{ name }", ["{ name }"]],
    ["{{name}}", ["{}"]],
    ["{{name}code}", ["{code}"]],
    ["{Name}", ["{Name}"]],
    ["smile :} and {", []],
  ])("in %s: %j are none", (text, unknown) => expect(unknownPlaceholders(text)).toEqual(unknown));

  it("are listed as they are written", () =>
    expect(knownPlaceholders()).toBe("{business}, {name} and {order_ref}"));
});
