import { describe, expect, it } from "vitest";
import { type Act, explain, type Model } from "../../support/history";

type Op = "approve" | "reject";

/** Decided once. */
const decided: Model<string, Op> = (state, op) =>
  state === "open" ? { state: op, result: "done" } : { state, result: "refused" };

const act = (op: Op, start: number, end: number, result: string): Act<Op> => ({ op, start, end, result });

describe("the history checker", () => {
  it("finds the order that explains overlapping acts", () => {
    const acts = [act("reject", 0, 10, "refused"), act("approve", 1, 9, "done")];
    expect(explain(acts, "open", decided, "approve")?.map((one) => one.op)).toEqual(["approve", "reject"]);
  });

  it("refuses two successes, none at all, and another end than the acts lead to", () => {
    expect(
      explain([act("approve", 0, 5, "done"), act("reject", 0, 5, "done")], "open", decided, "approve"),
    ).toBeNull();
    expect(explain([act("approve", 0, 5, "refused")], "open", decided, "open")).toBeNull();
    expect(explain([act("approve", 0, 5, "done")], "open", decided, "reject")).toBeNull();
  });

  it("refuses an order that time forbids: what ended before cannot have come after", () => {
    const acts = [act("reject", 0, 1, "refused"), act("approve", 2, 3, "done")];
    expect(explain(acts, "open", decided, "approve")).toBeNull();
    expect(
      explain([act("reject", 0, 3, "refused"), act("approve", 2, 3, "done")], "open", decided, "approve"),
    ).not.toBeNull();
  });
});
