import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, listQuery, toPage } from "@/lib/cursor";

const row = { createdAt: "2026-11-21 10:15:05.123456+00", id: "ord_01abc" };

describe("a list's cursor", () => {
  it("comes back as it was, to the microsecond", () => {
    expect(decodeCursor(encodeCursor(row))).toEqual(row);
    expect(decodeCursor(undefined)).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["text", "hello"],
    ["another shape", Buffer.from('{"a":1}').toString("base64url")],
    ["SQL for a moment", Buffer.from(JSON.stringify(["now()", "x"])).toString("base64url")],
    ["SQL for an id", Buffer.from(JSON.stringify([row.createdAt, "x' or 1=1"])).toString("base64url")],
    ["one too many", Buffer.from(JSON.stringify([row.createdAt, "x", 1])).toString("base64url")],
    ["no such day", Buffer.from(JSON.stringify(["2026-13-41 10:00:00Z", "x"])).toString("base64url")],
  ])("refuses %s", (_, text) => {
    expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });

  it("says that there is more only when there is", () => {
    const page = (count: number) =>
      toPage(
        Array(count).fill(row),
        2,
        (one) => one,
        ({ id }) => id,
      );
    expect(page(2)).toEqual({ items: [row.id, row.id], next_cursor: null });
    expect(page(3)).toEqual({ items: [row.id, row.id], next_cursor: encodeCursor(row) });
  });

  it("takes 1 to 200 rows, 50 unless said", () => {
    expect(listQuery.parse({})).toMatchObject({ limit: 50 });
    for (const limit of ["0", "201", "1.5", "x"]) expect(listQuery.safeParse({ limit }).success).toBe(false);
  });
});
