import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuditEntry,
  CHAIN_START,
  commitDetails,
  hashEntry,
  microsecondsOf,
} from "@/lib/audit/entry-hash";

const ENTRY: Omit<AuditEntry, "hash"> = {
  ceoId: "ceo_1",
  chain: "main",
  seq: 1,
  at: "2026-11-21T10:00:00.000001Z",
  action: "ORDER_PLACED",
  actorKind: "bot",
  actorId: "bot",
  subjectKind: "order",
  subjectId: "ord_1",
  requestId: "req_1",
  detailsCommit: commitDetails(Buffer.alloc(32, 1), "{}"),
  prevHash: CHAIN_START,
};

describe("the hash of an entry", () => {
  it("is the same for ever: the value below was computed apart from this code", () => {
    const field = (bytes: Buffer | string) => {
      const body = Buffer.from(bytes as string);
      return Buffer.concat([Buffer.from([0, 0, 0, body.length]), body]);
    };
    const bytes = Buffer.concat([
      Buffer.from([0]),
      Buffer.from("tg-audit/v1"),
      ...[
        "ceo_1",
        "main",
        "1",
        "1795255200000001",
        "ORDER_PLACED",
        "bot",
        "bot",
        "order",
        "ord_1",
        "req_1",
      ].map(field),
      field(ENTRY.detailsCommit),
      field(ENTRY.prevHash),
    ]);
    expect(hashEntry(ENTRY).toString("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("AU-08 changes with every field", () => {
    const changed = (Object.keys(ENTRY) as (keyof typeof ENTRY)[]).map((name) => {
      const value = ENTRY[name];
      const other =
        typeof value === "number" ? value + 1 : Buffer.isBuffer(value) ? Buffer.alloc(32, 7) : `${value}x`;
      return hashEntry({ ...ENTRY, [name]: name === "at" ? "2026-11-21T10:00:00.000002Z" : other }).toString(
        "hex",
      );
    });
    expect(new Set([...changed, hashEntry(ENTRY).toString("hex")]).size).toBe(Object.keys(ENTRY).length + 1);
  });

  it("AU-08 never lets two different lists of fields share their bytes", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 6 });
    fc.assert(
      fc.property(fc.tuple(text, text, text), fc.tuple(text, text, text), (left, right) => {
        const hashOf = ([action, actorKind, actorId]: [string, string, string]) =>
          hashEntry({ ...ENTRY, action, actorKind, actorId }).toString("hex");
        const isSame = left.every((part, position) => part === right[position]);
        return (hashOf(left) === hashOf(right)) === isSame;
      }),
      { numRuns: 2_000 },
    );
    const moved = { ...ENTRY, action: "ORDER_PLACEDbot", actorKind: "" };
    expect(hashEntry(moved).equals(hashEntry(ENTRY))).toBe(false);
  });
});

describe("a moment", () => {
  it("keeps its microseconds", () => {
    expect(microsecondsOf("1970-01-01T00:00:00.000001Z")).toBe(1);
    expect(microsecondsOf("2026-11-21T10:00:00.123456Z") % 1_000_000).toBe(123_456);
  });

  it.each([
    "2026-11-21T10:00:00Z",
    "2026-11-21T10:00:00.123Z",
    "2026-11-21 10:00:00.123456Z",
    "2026-13-01T10:00:00.123456Z",
    "",
  ])("is refused as %s", (text) => {
    expect(() => microsecondsOf(text)).toThrow(RangeError);
  });
});
