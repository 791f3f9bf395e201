import { describe, expect, it } from "vitest";
import type { AuditRow } from "@/lib/audit/rules/check-entry";
import { sayPaperEntry, sayPaperFilter, sayPaperSeal } from "@/lib/audit/rules/paper-texts";

const hash = Buffer.alloc(32, 0xab);

function rowWith(changes: Partial<AuditRow> = {}): AuditRow {
  return {
    ceoId: "ceo_1",
    chain: "main",
    seq: 7,
    at: "2026-11-21T23:30:05.123456Z",
    action: "ORDER_PLACED",
    actorKind: "vendor",
    actorId: "ven_1",
    subjectKind: "order",
    subjectId: "ord_1",
    requestId: "req_1",
    detailsCommit: hash,
    prevHash: hash,
    hash,
    salt: hash,
    details: JSON.stringify({ reference: "TG-8891", origin: { ip: "198.51.100.7", agent: "Firefox" } }),
    ...changes,
  };
}

const say = (changes?: Partial<AuditRow>) => sayPaperEntry(rowWith(changes), new Map(), "Africa/Lagos");

describe("an entry on paper", () => {
  it("has the number in its chain, the day where the shop is, and from where it came", () => {
    const entry = say();
    expect(entry).toMatchObject({ number: "Entry 7", at: "Sun, 22 Nov 2026, 00:30:05 WAT" });
    expect(entry.hash).toBe("ab".repeat(32));
    expect(entry.facts).toContain("From 198.51.100.7, Firefox");
    expect(say({ chain: "access" }).number).toBe("Look 7");
  });

  it("says that details were erased", () => {
    expect(say({ details: null, salt: null }).facts).toContain("The details were erased");
    expect(say().facts).not.toContain("erased");
  });

  it("cuts what is too long, and says where it stands whole", () => {
    const { facts } = say({ details: JSON.stringify({ note: "x".repeat(5_000) }) });
    expect(facts.length).toBeLessThan(700);
    expect(facts).toMatch(/whole in the proof file\)$/);
  });
});

describe("what the paper was narrowed to", () => {
  it.each([
    [{}, "Everything"],
    [{ topic: "payments" as const, from: "2026-11-01" }, "Everything about Payments, from 2026-11-01"],
    [{ chain: "access" as const, actor: "vendor" }, "Everything of the log of who looked, by vendor"],
    [{ q: undefined }, "Everything"],
  ])("%j is said as %s", (filter, words) => expect(sayPaperFilter(filter)).toBe(words));
});

describe("how far a chain is signed", () => {
  it("says of an empty one that it is, and of a broken one that it is broken", () => {
    const seal = { chain: "main" as const, checkpoints: [] };
    expect(sayPaperSeal({ ...seal, isBroken: false }, "Africa/Lagos")).toEqual({
      title: "The log",
      text: "Nothing was ever written in it.",
      signed: null,
    });
    expect(sayPaperSeal({ ...seal, isBroken: true }, "Africa/Lagos").text).toContain("did not verify");
  });
});
