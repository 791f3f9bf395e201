import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { readCheckpoints } from "@/lib/audit/chain-source";
import type { SignedCheckpoint } from "@/lib/audit/rules/checkpoint-note";
import { keysOf, signCheckpoint } from "@/lib/audit/sign-checkpoint";
import { verifyChain } from "@/lib/audit/verify-chain";
import { cutWithHead, OPERATORS, rewriteFrom } from "../support/audit-intruder";
import {
  type AuditWorld,
  fillChain,
  makeAuditWorld,
  makeSigner,
  openAsIntruder,
  randomFrom,
} from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let intruder: postgres.Sql;
const signer = makeSigner();
const keys = keysOf(signer);

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl);
  intruder = openAsIntruder(database.adminUrl);
});

afterAll(async () => {
  await intruder.end();
  await closeDatabase();
  await database.drop();
});

const verify = (world: AuditWorld, witnesses?: SignedCheckpoint[]) =>
  verifyChain(world.owner, "main", { keys, witnesses });
const sign = (world: AuditWorld) => signCheckpoint(world.owner, "main", signer);
const checkpointsOf = (world: AuditWorld) =>
  world.owner.run((tx) => readCheckpoints(tx, world.ceoId, "main"));
const dropCheckpoints = (world: AuditWorld) =>
  intruder`delete from audit_checkpoints where ceo_id = ${world.ceoId}`;

async function chainOf(size: number): Promise<AuditWorld> {
  const world = makeAuditWorld();
  await fillChain(world.ctx, size);
  return world;
}

/** What can be changed in one entry: the column, what to put there, and how to find the row afterwards. */
const ENTRY_FIELDS = {
  action: () => "RECEIPT_APPROVED",
  actor_kind: () => "ceo",
  actor_id: () => "somebody",
  subject_kind: () => "receipt",
  subject_id: () => "ord_other",
  request_id: () => "req_other",
  at: (row: postgres.Row) => new Date(row.at.getTime() + 1).toISOString(),
  details_commit: () => randomBytes(32),
  prev_hash: () => randomBytes(32),
  hash: () => randomBytes(32),
  seq: () => 1_000_000,
  chain: () => "access",
  ceo_id: () => "ceo_elsewhere",
} as const;

describe("AU-03 one field of one entry is changed", () => {
  async function changeAndVerify(world: AuditWorld, seq: number, field: string): Promise<void> {
    const { ceoId } = world;
    const table = field === "details" || field === "salt" ? "audit_details" : "audit_entries";
    const [row] =
      await intruder`select *, at::text as at_text from audit_entries where ceo_id = ${ceoId} and seq = ${seq}`;
    const [kept] = await intruder`select * from audit_details where ceo_id = ${ceoId} and seq = ${seq}`;
    const make = (ENTRY_FIELDS as Record<string, (row: postgres.Row) => unknown>)[field];
    const value = make ? make(row!) : field === "salt" ? randomBytes(32) : `${kept!.details} `;
    const old = field === "at" ? row!.at_text : table === "audit_details" ? kept![field] : row![field];
    const key = { ceo_id: ceoId, chain: "main", seq, [field]: value } as Record<string, unknown>;
    await intruder.unsafe(
      `update ${table} set ${field} = $1 where ceo_id = $2 and chain = 'main' and seq = $3`,
      [value as string, ceoId, seq],
    );
    const report = await verify(world);
    expect({ field, seq, valid: report.valid, bad: report.firstBad?.seq }).toEqual({
      field,
      seq,
      valid: false,
      bad: seq,
    });
    // As text: the driver would cut a time to milliseconds.
    const given = field === "at" ? "$1::text::timestamptz" : "$1";
    await intruder.unsafe(
      `update ${table} set ${field} = ${given} where ceo_id = $2 and chain = $3 and seq = $4`,
      [old as string, key.ceo_id as string, key.chain as string, key.seq as number],
    );
  }

  it("names its number, 200 times in a chain of 1,000, and is content when it is put back", {
    timeout: 120_000,
  }, async () => {
    const world = await chainOf(1_000);
    await sign(world);
    const random = randomFrom(3);
    const fields = [...Object.keys(ENTRY_FIELDS), "details", "salt"];
    for (let round = 0; round < 200; round += 1) {
      await changeAndVerify(world, 1 + random(1_000), fields[round % fields.length]!);
    }
    expect(await verify(world)).toMatchObject({ valid: true, entries: 1_000, checkpoints: 1 });
  });

  it("names its number in a chain of 10,000, from the first to the last", { timeout: 120_000 }, async () => {
    const world = await chainOf(10_000);
    const random = randomFrom(30);
    for (const [position, field] of Object.keys(ENTRY_FIELDS).entries()) {
      const seq = position === 0 ? 1 : position === 1 ? 10_000 : 1 + random(10_000);
      await changeAndVerify(world, seq, field);
    }
    expect(await verify(world)).toMatchObject({ valid: true, entries: 10_000 });
  });
});

describe("AU-04 entries are taken, moved or put in", () => {
  it.each(Object.entries(OPERATORS))("is seen when somebody %s", async (name, operate) => {
    const world = await chainOf(12);
    const other = await chainOf(12);
    await sign(world);
    expect(await verify(world)).toMatchObject({ valid: true });
    const harmed = await operate(
      intruder,
      { ceoId: world.ceoId, size: 12, other: other.ceoId },
      randomFrom(name.length),
    );
    expect(await verify(world)).toMatchObject({ valid: false, firstBad: { seq: harmed } });
  });

  it("gives the reason that fits", async () => {
    const reasonAfter = async (name: keyof typeof OPERATORS) => {
      const world = await chainOf(12);
      const other = await chainOf(12);
      await sign(world);
      await OPERATORS[name]!(intruder, { ceoId: world.ceoId, size: 12, other: other.ceoId }, randomFrom(1));
      return (await verify(world)).firstBad?.reason;
    };
    expect(await reasonAfter("cuts off the newest entries")).toBe("tail_missing");
    expect(await reasonAfter("cuts off the newest entries and sets the head back")).toBe("rolled_back");
    expect(await reasonAfter("takes one out of the middle")).toBe("entry_missing");
    expect(await reasonAfter("takes one out and closes the gap")).toBe("link_broken");
    expect(await reasonAfter("swaps two neighbours")).toBe("link_broken");
    expect(await reasonAfter("puts a forged one in between")).toBe("details_changed");
    expect(await reasonAfter("adds a well-made one after the end")).toBe("head_differs");
    expect(await reasonAfter("exchanges one with another business")).toBe("link_broken");
    expect(await reasonAfter("rewrites the details")).toBe("details_changed");
    expect(await reasonAfter("rewrites who acted")).toBe("entry_changed");
  });

  it("sees both businesses when their entries were exchanged", async () => {
    const world = await chainOf(5);
    const other = await chainOf(5);
    const exchange = OPERATORS["exchanges one with another business"]!;
    await exchange(intruder, { ceoId: world.ceoId, size: 5, other: other.ceoId }, randomFrom(1));
    expect(await verify(world)).toMatchObject({ valid: false, firstBad: { seq: 2 } });
    expect(await verify(other)).toMatchObject({ valid: false, firstBad: { seq: 2 } });
  });

  it("sees random falsifications of random chains every time, and never one where there is none", {
    timeout: 120_000,
  }, async () => {
    const random = randomFrom(404);
    const operators = Object.values(OPERATORS);
    for (let run = 0; run < 96; run += 1) {
      const size = 4 + random(20);
      const world = await chainOf(size);
      const other = await chainOf(4);
      if (run % 2 === 0) await sign(world);
      await fillChain(world.ctx, 1);
      await sign(world);
      expect(await verify(world), `clean run ${run}`).toMatchObject({ valid: true, entries: size + 1 });
      const harmed = await operators[run % operators.length]!(
        intruder,
        { ceoId: world.ceoId, size: size + 1, other: other.ceoId },
        random,
      );
      expect(await verify(world), `run ${run}`).toMatchObject({ valid: false, firstBad: { seq: harmed } });
    }
  });
});

describe("AU-05 the whole chain is rewritten so that everything fits", () => {
  it("passes every check of the chain alone, and fails against its signed checkpoint", async () => {
    const world = await chainOf(20);
    await sign(world);
    const kept = await checkpointsOf(world);
    await rewriteFrom(intruder, world.ceoId, 7);
    expect(await verify(world)).toMatchObject({
      valid: false,
      firstBad: { seq: 20, reason: "checkpoint_differs" },
    });
    await dropCheckpoints(world);
    expect(await verify(world), "nothing inside tells").toMatchObject({
      valid: true,
      entries: 20,
      checkpoints: 0,
    });
    expect(await verify(world, kept), "what was kept elsewhere does").toMatchObject({
      valid: false,
      firstBad: { reason: "checkpoint_differs" },
    });
  });

  it("does not accept checkpoints that the intruder signed", async () => {
    const world = await chainOf(6);
    await rewriteFrom(intruder, world.ceoId, 3);
    await signCheckpoint(world.owner, "main", makeSigner());
    expect(await verify(world)).toMatchObject({
      valid: false,
      firstBad: { reason: "checkpoint_unknown_key" },
    });
  });

  it("never signs a chain that does not fit", async () => {
    const world = await chainOf(6);
    await intruder`update audit_entries set actor_id = 'x' where ceo_id = ${world.ceoId} and seq = 4`;
    expect(await sign(world)).toBe("refused");
    expect(await checkpointsOf(world)).toHaveLength(0);
  });
});

describe("AU-06 an old copy of the database is put back", () => {
  it("is told by a checkpoint that was kept elsewhere", async () => {
    const world = await chainOf(10);
    await sign(world);
    await fillChain(world.ctx, 2);
    await sign(world);
    const outside = await checkpointsOf(world);
    await intruder`delete from audit_checkpoints where ceo_id = ${world.ceoId} and seq = 12`;
    await cutWithHead(intruder, world.ceoId, 12);
    await cutWithHead(intruder, world.ceoId, 11);
    expect(await verify(world), "yesterday's copy is whole in itself").toMatchObject({
      valid: true,
      entries: 10,
    });
    expect(await verify(world, outside)).toMatchObject({
      valid: false,
      firstBad: { seq: 11, reason: "rolled_back" },
    });
  });
});

describe("signing", () => {
  it("two workers at once never make two checkpoints of one moment", async () => {
    const world = await chainOf(8);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => sign(world)));
    expect(outcomes.filter((outcome) => outcome === "signed")).toHaveLength(1);
    expect(await checkpointsOf(world)).toHaveLength(1);
    for (let round = 0; round < 8; round += 1) {
      await Promise.all([fillChain(world.ctx, 1), sign(world), sign(world)]);
    }
    await sign(world);
    expect(await verify(world)).toMatchObject({ valid: true, entries: 16, signed: { seq: 16 } });
  });

  it("verifies what is new from the last checkpoint, and refuses a beginning that is not there", async () => {
    const world = await chainOf(50);
    await sign(world);
    await fillChain(world.ctx, 5);
    const since = { seq: 50, hash: (await checkpointsOf(world))[0]!.stored!.hash };
    const facts = {
      ...since,
      origin: "",
      ceoId: world.ceoId,
      chain: "main",
      time: "",
      previous: Buffer.alloc(32),
    };
    expect(await verifyChain(world.owner, "main", { keys, since: facts })).toMatchObject({
      valid: true,
      entries: 5,
    });
    const wrong = { ...facts, hash: randomBytes(32) };
    expect(await verifyChain(world.owner, "main", { keys, since: wrong })).toMatchObject({
      valid: true,
      entries: 55,
    });
  });
});
