import { parse } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { exportAudit, exportFileName } from "@/lib/audit/export-audit";
import { listEntries } from "@/lib/audit/queries";
import { recordEntry } from "@/lib/audit/record-entry";
import { importCheckpoint, parseExport } from "@/lib/audit/rules/export-format";
import { type AuditQuery, auditPage, auditQuery, auditVerdict } from "@/lib/audit/schema";
import { keysOf } from "@/lib/audit/sign-checkpoint";
import { verifyAudit } from "@/lib/audit/verify-audit";
import { verifyExport } from "@/lib/audit/verify-export";
import { actingAs } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { fillChain, makeSigner, openAsIntruder, randomFrom } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, orderIn, type SalesWorld, setTestEnvironment } from "../support/sales-world";

type Exported = ReturnType<typeof parseExport>;

let database: TestDatabase;
let ada: SalesWorld;
let tunde: SalesWorld;
let reference: string;
const signer = makeSigner();

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl);
  ada = await makeSalesWorld();
  tunde = await makeSalesWorld({ businessName: "Tunde Tech" });
  const order = await orderIn(ada);
  reference = order.reference;
  await withTenant(ada.ceo, (tx) =>
    recordEntry(tx, actingAs(ada.ceo, { kind: "vendor", id: ada.vendorId }), {
      action: "CONTACT_VIEWED",
      subject: { kind: "contact", id: ada.contactId },
      contactId: ada.contactId,
      chain: "access",
    }),
  );
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const list = (query: Partial<Record<keyof AuditQuery, unknown>> = {}, world = ada) =>
  listEntries(world.ceo, auditQuery.parse(query));
const actionsOf = (page: { items: { action: string }[] }) => page.items.map((item) => item.action);

describe("the log", () => {
  it("is listed newest first, both chains as one, in the contract's form", async () => {
    const page = await list();
    auditPage.parse(page);
    expect(page.items[0]).toMatchObject({ action: "CONTACT_VIEWED", chain: "access", seq: 1 });
    const times = page.items.map((item) => item.at);
    expect(times).toEqual([...times].sort().reverse());
    expect(page.items.find((item) => item.action === "ORDER_PLACED")).toMatchObject({
      subject: { kind: "order", name: reference },
      details: { reference },
    });
  });

  it("says each entry as a sentence with names", async () => {
    const [viewed] = (await list({ action: "CONTACT_VIEWED" })).items;
    expect(viewed?.sentence).toMatch(/^\S.* looked at \S/);
    expect(viewed?.actor.name).not.toBe("A vendor");
  });

  it("filters by action, actor, subject, chain, reference and words", async () => {
    expect(actionsOf(await list({ action: "ORDER_PLACED" }))).toEqual(["ORDER_PLACED"]);
    expect(actionsOf(await list({ action: "ORDER" }))).toEqual([]);
    expect(actionsOf(await list({ actor: ada.vendorId }))).toEqual(["CONTACT_VIEWED"]);
    expect(actionsOf(await list({ actor: "vendor" }))).toEqual(["CONTACT_VIEWED"]);
    expect(actionsOf(await list({ subject: ada.contactId }))).toEqual(["CONTACT_VIEWED"]);
    expect(actionsOf(await list({ subject: reference.toLowerCase() }))).toEqual(["ORDER_PLACED"]);
    expect(actionsOf(await list({ chain: "access" }))).toEqual(["CONTACT_VIEWED"]);
    expect(actionsOf(await list({ q: `placed ${reference}` }))).toEqual(["ORDER_PLACED"]);
    expect(actionsOf(await list({ q: `cancelled ${reference}` }))).toEqual([]);
    expect(actionsOf(await list({ q: "100%_" }))).toEqual([]);
  });

  it("filters by day in the business's own zone, both ends counted, and by moment", async () => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: ada.ceo.timeZone }).format(new Date());
    const all = (await list()).items.length;
    expect((await list({ from: today, to: today })).items).toHaveLength(all);
    expect((await list({ to: "2020-01-01" })).items).toHaveLength(0);
    expect((await list({ from: "2099-01-01" })).items).toHaveLength(0);
    const [newest] = (await list()).items;
    expect((await list({ from: newest?.at, to: newest?.at })).items).toEqual([newest]);
  });

  it("shows another business nothing, whatever it asks for", async () => {
    expect((await list({ subject: ada.contactId }, tunde)).items).toEqual([]);
    expect((await list({ q: reference }, tunde)).items).toEqual([]);
    expect((await list({ actor: ada.vendorId }, tunde)).items).toEqual([]);
  });

  it("is for the owner alone", async () => {
    const query = auditQuery.parse({});
    await expect(listEntries(ada.vendor, query)).rejects.toMatchObject({ code: "forbidden" });
    await expect(verifyAudit(ada.vendor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportAudit(ada.vendor, { format: "json" })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is paged without losing or repeating an entry, also while it grows", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 25);
    await fillChain(world.ceo, 10, "access");
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 20; page += 1) {
      const { items, next_cursor } = await list({ limit: 4, cursor }, world);
      seen.push(...items.map((item) => `${item.chain}:${item.seq}`));
      if (page === 2) await fillChain(world.ceo, 3);
      if (!next_cursor) break;
      cursor = next_cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((one) => one.startsWith("main:"))).toHaveLength(25);
    expect(seen.filter((one) => one.startsWith("access:"))).toHaveLength(10);
  });

  it.each([
    "x",
    "e30",
    Buffer.from('{"main":"1"}').toString("base64url"),
    Buffer.from('{"other":1}').toString("base64url"),
  ])("refuses the cursor %s", async (cursor) => {
    await expect(list({ cursor })).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("Verify", () => {
  it("gives valid, entries and first_bad, and is itself recorded", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 7);
    const verdict = auditVerdict.parse(await verifyAudit(world.ceo));
    expect(verdict).toMatchObject({ valid: true, entries: 7, first_bad: null, reason: null });
    const [recorded] = (await list({ action: "AUDIT_VERIFIED" }, world)).items;
    expect(recorded?.details).toMatchObject({ valid: true, entries: 7 });
  });

  it("names the first bad entry and why", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 7);
    const intruder = openAsIntruder(database.adminUrl);
    await intruder`update audit_entries set actor_id = 'x' where ceo_id = ${world.ceoId} and seq = 5`;
    await intruder.end();
    expect(await verifyAudit(world.ceo)).toMatchObject({
      valid: false,
      first_bad: 5,
      first_bad_chain: "main",
      reason: "the entry was changed after it was written",
    });
  });
});

describe("the export", () => {
  const exported = async (format: "csv" | "json", world = ada) => {
    let text = "";
    for await (const piece of await exportAudit(world.ceo, { format, signer })) text += piece;
    return text;
  };

  it("is verified offline with nothing but the public key", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 40);
    await fillChain(world.ceo, 3, "access");
    const log = parseExport(JSON.parse(await exported("json", world)));
    expect(await verifyExport(log, keysOf(signer))).toMatchObject({ valid: true, entries: 44 });
    expect(await verifyExport(log, keysOf(makeSigner()))).toMatchObject({
      valid: false,
      reason: "a checkpoint was signed with an unknown key",
    });
  });

  it("AU-08 is refused after any change: 1,000 mutations, none accepted", { timeout: 60_000 }, async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 6);
    const text = await exported("json", world);
    const keys = keysOf(signer);
    const random = randomFrom(1_000);
    const accepted: string[] = [];
    for (let round = 0; round < 1_000; round += 1) {
      const log = JSON.parse(text);
      const chain = log.chains[0];
      const part = random(4);
      const target =
        part === 0
          ? chain.checkpoints[0]
          : part === 1
            ? chain.end
            : chain.entries[random(chain.entries.length)];
      const path = mutateLeaf(target, random);
      const isValid = await verifyMutated(log, keys);
      if (isValid) accepted.push(path);
    }
    expect(accepted).toEqual([]);
    expect(await verifyMutated(JSON.parse(text), keys)).toBe(true);
  });

  it("is refused when entries or checkpoints are cut off, or a chain is another business's", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 6);
    const text = await exported("json", world);
    const verdictAfter = (change: (log: Exported) => void) => {
      const log = JSON.parse(text);
      change(log);
      return verifyExport(parseExport(log), keysOf(signer));
    };
    const cut = (log: Exported) => {
      const [chain] = log.chains;
      chain!.entries.pop();
      const last = chain!.entries.at(-1)!;
      chain!.end = { seq: last.seq, hash: last.hash };
    };
    expect(await verdictAfter(cut)).toMatchObject({ valid: false, first_bad: 7 });
    const unsign = (log: Exported) => {
      log.chains[0]!.checkpoints = [];
    };
    expect(await verdictAfter(unsign)).toMatchObject({ valid: false, first_bad: 1 });
    const rename = (log: Exported) => {
      log.ceo_id = tunde.ceoId;
    };
    expect(await verdictAfter(rename)).toMatchObject({ valid: false, first_bad: 1 });
  });

  it("AU-05 is refused without one of its chains, or with none of its entries, also beside what was kept elsewhere", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 3);
    await fillChain(world.ceo, 2, "access");
    const text = await exported("json", world);
    const kept = parseExport(JSON.parse(text)).chains.flatMap(({ checkpoints }) =>
      checkpoints.map(importCheckpoint),
    );
    for (const witnesses of [[], kept]) {
      const verdictAfter = (change: (log: Exported) => void) => {
        const log = JSON.parse(text);
        change(log);
        return verifyExport(parseExport(log), keysOf(signer), witnesses);
      };
      expect(await verdictAfter(() => undefined)).toMatchObject({ valid: true, entries: 6 });
      const leave = (names: string[]) => (log: Exported) => {
        log.chains = log.chains.filter(({ chain }) => names.includes(chain));
      };
      expect(await verdictAfter(leave([]))).toMatchObject({ valid: false, first_bad: 1 });
      expect(await verdictAfter(leave(["access"]))).toMatchObject({ valid: false, first_bad_chain: "main" });
      expect(await verdictAfter(leave(["main"]))).toMatchObject({ valid: false, first_bad_chain: "access" });
      const empty = (log: Exported) => {
        log.ceo_id = tunde.ceoId;
        for (const chain of log.chains)
          Object.assign(chain, { entries: [], checkpoints: [], end: { seq: 0, hash: "" } });
      };
      expect(await verdictAfter(empty)).toMatchObject({
        valid: false,
        first_bad: 1,
        first_bad_chain: "main",
      });
    }
  });

  it("hides nothing of a chain that does not fit", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 4);
    await exported("json", world);
    await fillChain(world.ceo, 4);
    const intruder = openAsIntruder(database.adminUrl);
    await intruder`update audit_entries set actor_id = 'x' where ceo_id = ${world.ceoId} and seq = 7`;
    await intruder.end();
    const log = parseExport(JSON.parse(await exported("json", world)));
    expect(log.chains[0]?.entries).toHaveLength(10);
    expect(await verifyExport(log, keysOf(signer))).toMatchObject({ valid: false, first_bad: 7 });
  });

  it("IN-06 gives no cell that a spreadsheet would run, and loses nothing", async () => {
    const world = await makeSalesWorld();
    const evil = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", 'a "quoted", and\nbroken', "plain"];
    await withTenant(world.ceo, async (tx) => {
      for (const id of evil)
        await recordEntry(tx, world.ceo, { action: "ORDER_PLACED", subject: { kind: "order", id } });
    });
    const rows = parseCsv(await exported("csv", world));
    expect(rows[0]).toContain("hash");
    const column = rows[0]!.indexOf("subject_id");
    const subjects = rows.slice(1, evil.length + 1).map((row) => row[column]!);
    for (const cell of rows.slice(1).flat()) {
      expect([..."=+-@\t\r\0＝＋－＠"]).not.toContain(cell[0]);
    }
    expect(subjects.map((cell) => cell.replace(/^'/, ""))).toEqual(evil);
  });

  it("is recorded, and named after the business and the day", async () => {
    await exported("csv");
    expect((await list({ action: "AUDIT_EXPORTED" })).items[0]?.details).toMatchObject({ format: "csv" });
    const name = exportFileName(ada.ceo, "csv", new Date("2026-11-21T10:00:00Z"));
    expect(parse(name)).toMatchObject({
      ext: ".csv",
      base: expect.stringMatching(/^trustguard-audit-[a-z0-9-]+-2026-11-21\.csv$/),
    });
  });
});

/** Changes one value somewhere inside and gives where. */
function mutateLeaf(target: Record<string, unknown>, random: (below: number) => number, path = ""): string {
  const names = Object.keys(target);
  const name = names[random(names.length)]!;
  const value = target[name];
  if (typeof value === "object")
    return mutateLeaf(value as Record<string, unknown>, random, `${path}.${name}`);
  if (typeof value === "number") target[name] = value + 1 + random(5);
  else if (typeof value === "string") {
    const position = random(value.length);
    const other = String.fromCharCode(value.charCodeAt(position) ^ (1 << random(3)));
    target[name] = value.slice(0, position) + other + value.slice(position + 1);
  }
  return `${path}.${name}: ${value} → ${target[name]}`;
}

async function verifyMutated(log: unknown, keys: ReturnType<typeof keysOf>): Promise<boolean> {
  try {
    return (await verifyExport(parseExport(log), keys)).valid;
  } catch {
    return false;
  }
}

/** A reader of RFC 4180 that shares nothing with the writer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const source = text.replace(/^\uFEFF/, "");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]!;
    if (isQuoted) {
      if (sign === '"' && source[at + 1] === '"') at += 1;
      else if (sign === '"') {
        isQuoted = false;
        continue;
      }
      cell += source[at];
    } else if (sign === '"') isQuoted = true;
    else if (sign === ",") {
      rows.at(-1)!.push(cell);
      cell = "";
    } else if (sign === "\r" && source[at + 1] === "\n") {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = "";
      at += 1;
    } else cell += sign;
  }
  return rows.filter((row) => row.length > 0);
}
