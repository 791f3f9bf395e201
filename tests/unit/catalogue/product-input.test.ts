import { describe, expect, it } from "vitest";
import { addProductInput, changeProductInput } from "@/lib/catalogue/schema";

describe("a product's form", () => {
  it("fills in what is left out", () => {
    expect(addProductInput.parse({ name: " Gele ", price_kobo: 800_000 })).toEqual({
      name: "Gele",
      price_kobo: 800_000,
      aliases: [],
      active: true,
    });
  });

  it("leaves alone what a change does not name", () => {
    expect(changeProductInput.parse({ stock: null })).toEqual({ stock: null });
  });

  it.each([
    { price_kobo: 0 },
    { price_kobo: 1.5 },
    { price_kobo: "100" },
    { name: "  " },
    { stock: -1 },
    { id: "x" },
  ])("refuses %j", (change) => {
    expect(changeProductInput.safeParse(change).success).toBe(false);
  });
});
