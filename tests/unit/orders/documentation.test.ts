import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ORDER_MOVES } from "@/lib/orders/rules";

describe("docs/orders.md", () => {
  it("shows the table of moves as the code has it", () => {
    const page = readFileSync(new URL("../../../docs/orders.md", import.meta.url), "utf8");
    const shown = page.split("\n").filter((line) => line.startsWith("| `"));
    const moves = ORDER_MOVES.map(
      ({ from, to, by, when }) => `| \`${from}\` | \`${to}\` | ${by.join(", ")} | ${when} |`,
    );
    expect(shown).toEqual(moves);
  });
});
