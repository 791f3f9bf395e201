import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { selectRows } from "@/lib/audit/chain-source";
import { hashEntry } from "@/lib/audit/entry-hash";
import { recordEntry, recordPlatformEntry } from "@/lib/audit/record-entry";
import { keysOf, signCheckpoint } from "@/lib/audit/sign-checkpoint";
import { verifyChain } from "@/lib/audit/verify-chain";
import { newId } from "@/lib/ids";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
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
let admin: postgres.Sql;
const signer = makeSigner();

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  admin = openAsIntruder(database.adminUrl);
});

afterAll(async () => {
  await admin.end();
  await closeDatabase();
  await database.drop();
});

describe("writing an entry", () => {
  it("AU-01 commits the act and its entry together, or neither", async () => {
    const { ctx, ceoId } = makeAuditWorld();
    await insertCeo(ceoId);
    const act = (action: "ORDER_PLACED", breakIt: boolean) =>
      withTenant(ctx, async (tx) => {
        await tx.execute(sql`update ceos set business_name = 'Changed' where ceo_id = ${ceoId}`);
        // An id with NUL cannot be stored: the entry fails, and takes the act with it.
        const id = breakIt ? "ord_\u0000" : "ord_1";
        await recordEntry(tx, ctx, { action, subject: { kind: "order", id } });
      });
    await expect(act("ORDER_PLACED", true)).rejects.toThrow();
    expect(await businessName(ceoId)).toBe("Ada's Fashion");
    expect(await admin`select 1 from audit_entries where ceo_id = ${ceoId}`).toHaveLength(0);
    await act("ORDER_PLACED", false);
    expect(await businessName(ceoId)).toBe("Changed");
    expect(await admin`select 1 from audit_entries where ceo_id = ${ceoId}`).toHaveLength(1);
  });

  it("refuses an entry for another business, for the platform, and outside any business", async () => {
    const ada = makeAuditWorld();
    const tunde = makeAuditWorld();
    const append = (ceoId: string) => sql`
      select audit_append(${ceoId}, 'main', 'SIGNED_IN', 'bot', 'bot', 'session', 's', 'req', ${randomBytes(32)}, '{}', null)`;
    await expect(withTenant(ada.ctx, (tx) => tx.execute(append(tunde.ceoId)))).rejects.toThrow();
    await expect(withTenant(ada.ctx, (tx) => tx.execute(append("platform")))).rejects.toThrow();
    await expect(withPlatform((tx) => tx.execute(append(ada.ceoId)))).rejects.toThrow();
    await withTenant(ada.ctx, (tx) => tx.execute(append(ada.ceoId)));
    await withPlatform((tx) => tx.execute(append("platform")));
  });

  it("AU-10 the platform's entries say that something happened, and hold no tenant's data", async () => {
    await withPlatform((tx) =>
      recordPlatformEntry(tx, {
        action: "OPERATOR_ACTED",
        subject: { kind: "command", id: "doctor" },
        requestId: newId("request"),
      }),
    );
    const [row] = await admin`select actor_kind, subject_id from audit_entries where ceo_id = 'platform'
      order by seq desc limit 1`;
    expect(row).toEqual({ actor_kind: "operator", subject_id: "doctor" });
  });
});

describe("a chain that grows fast", () => {
  it("asks for a checkpoint with its thousandth entry, in the same transaction, and with no other", async () => {
    const { ctx } = makeAuditWorld();
    await fillChain(ctx, 998);
    const record = () =>
      withTenant(ctx, (tx) =>
        recordEntry(tx, ctx, { action: "ORDER_PLACED", subject: { kind: "order", id: "ord_1" } }),
      );
    const asked = () => admin`
      select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'sign-checkpoints'`;
    await record();
    expect(await asked()).toHaveLength(0);
    await record();
    expect(await asked()).toHaveLength(1);
    await record();
    expect(
      await admin`select seq::int from audit_heads where ceo_id = ${ctx.ceoId} and chain = 'main'`,
    ).toEqual([{ seq: 1_001 }]);
    expect(await asked()).toHaveLength(1);
  });
});

describe("AU-02 the runtime role cannot change history", () => {
  const attempts = {
    "update an entry": "update audit_entries set action = 'X'",
    "delete an entry": "delete from audit_entries",
    "insert an entry beside the function": "insert into audit_entries select * from audit_entries limit 1",
    "truncate the entries": "truncate audit_entries cascade",
    "switch the triggers off": "alter table audit_entries disable trigger all",
    "drop a trigger": "drop trigger audit_entries_only_grow on audit_entries",
    "skip the triggers": "set session_replication_role = replica",
    "update a head": "update audit_heads set seq = 1",
    "delete a head": "delete from audit_heads",
    "update details": "update audit_details set details = '{}'",
    "delete details": "delete from audit_details",
    "update a checkpoint": "update audit_checkpoints set note = ''",
    "delete a checkpoint": "delete from audit_checkpoints",
    "truncate the checkpoints": "truncate audit_checkpoints",
    "drop the table": "drop table audit_entries cascade",
    "replace the function":
      "create or replace function audit_field(value bytea) returns bytea language sql as 'select value'",
    "become the owner of the function": "set role tg_append",
    "lift row level security": "alter table audit_entries no force row level security",
  };

  it.each(Object.entries(attempts))("%s", async (_name, statement) => {
    const { ctx, ceoId } = makeAuditWorld();
    await fillChain(ctx, 3);
    await signCheckpoint({ ceoId, run: (work) => withTenant(ctx, work) }, "main", signer);
    await expect(
      withTenant(ctx, (tx) => tx.execute(sql.raw(statement))),
      "the runtime role must be refused",
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("refuses the owner of the tables too, while the triggers stand", async () => {
    const { ctx, ceoId } = makeAuditWorld();
    await fillChain(ctx, 2);
    const owner = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
    try {
      for (const statement of [
        `update audit_entries set action = 'X' where ceo_id = '${ceoId}'`,
        `delete from audit_entries where ceo_id = '${ceoId}'`,
        "truncate audit_entries cascade",
        "truncate audit_checkpoints",
        `update audit_details set details = '{}' where ceo_id = '${ceoId}'`,
        `delete from audit_heads where ceo_id = '${ceoId}'`,
      ]) {
        await expect(owner.unsafe(statement), statement).rejects.toMatchObject({ code: "42501" });
      }
    } finally {
      await owner.end();
    }
  });
});

describe("AU-07 many writers at once", () => {
  it("12 writers make one chain without gap or fork", async () => {
    const world = makeAuditWorld();
    const { databaseUrl } = database;
    const clients = Array.from({ length: 12 }, () => postgres(databaseUrl, { max: 1 }));
    await Promise.all(
      clients.map(async (client, writer) => {
        for (let number = 0; number < 40; number += 1)
          await appendRaw(client, world.ceoId, `w${writer}-${number}`);
        await client.end();
      }),
    );
    const report = await verifyChain(world.owner, "main", { keys: keysOf(signer) });
    expect(report).toMatchObject({ valid: true, entries: 480, firstBad: null });
    const subjects = await admin`select distinct subject_id from audit_entries where ceo_id = ${world.ceoId}`;
    expect(subjects).toHaveLength(480);
  });

  it("fails rather than forks under REPEATABLE READ", async () => {
    const world = makeAuditWorld();
    await fillChain(world.ctx, 1);
    const clients = Array.from({ length: 6 }, () => postgres(database.databaseUrl, { max: 1 }));
    const outcomes = await Promise.all(
      clients.map(async (client, writer) => {
        const tries = [];
        for (let number = 0; number < 10; number += 1) {
          tries.push(
            await appendRaw(client, world.ceoId, `r${writer}-${number}`, "repeatable read").then(
              () => "written",
              (error: { code?: string }) => error.code,
            ),
          );
        }
        await client.end();
        return tries;
      }),
    );
    const all = outcomes.flat();
    expect([...new Set(all)].sort()).toEqual(["40001", "written"]);
    const report = await verifyChain(world.owner, "main", { keys: keysOf(signer) });
    expect(report).toMatchObject({ valid: true, entries: 1 + all.filter((one) => one === "written").length });
  });
});

describe("AU-11 time", () => {
  it("never runs backwards in a chain, and a clock that was ahead is told", async () => {
    const world = makeAuditWorld();
    await fillChain(world.ctx, 2);
    // As if the server's clock had been an hour ahead when the second entry was written, and was then put right.
    await rewriteLastAnHourAhead(world);
    const early = makeSigner();
    await signCheckpoint(world.owner, "main", early);
    await fillChain(world.ctx, 2);
    const rows = await admin<{ seq: string; at: Date }[]>`
      select seq, at from audit_entries where ceo_id = ${world.ceoId} order by seq`;
    const times = rows.map((row) => row.at.getTime());
    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect(rows.map((row) => Number(row.seq))).toEqual([1, 2, 3, 4]);
    const report = await verifyChain(world.owner, "main", { keys: keysOf(early) });
    expect(report).toMatchObject({ valid: true, clockAheadAt: [2] });
  });
});

describe("AU-08 two implementations", () => {
  it("TypeScript and SQL give the same hash for any fields", async () => {
    const { ctx, ceoId, owner } = makeAuditWorld();
    const random = randomFrom(20_261_121);
    // Any letter, sign or emoji, but no half of a surrogate pair, which is no text.
    const letter = () =>
      String.fromCodePoint(random(4) === 0 ? 0x1f300 + random(0x300) : 0x20 + random(0xd000));
    const text = () => Array.from({ length: random(12) }, letter).join("");
    await withTenant(ctx, async (tx) => {
      for (let number = 0; number < 300; number += 1) {
        await tx.execute(sql`select audit_append(${ceoId}, 'main', ${text()}, ${text()}, ${text()}, ${text()}, ${text()},
          ${text()}, ${randomBytes(32)}, ${JSON.stringify({ note: text() })}, null)`);
      }
    });
    const rows = await withTenant(ctx, (tx) => selectRows(tx, sql`e.ceo_id = ${ceoId}`, sql`e.seq`));
    expect(rows).toHaveLength(300);
    for (const row of rows) expect(hashEntry(row).equals(row.hash), `entry ${row.seq}`).toBe(true);
    expect(await verifyChain(owner, "main", { keys: keysOf(signer) })).toMatchObject({
      valid: true,
      entries: 300,
    });
  });
});

async function insertCeo(ceoId: string): Promise<void> {
  await admin`insert into ceos (ceo_id, identity_id, name, business_name, status)
    values (${ceoId}, ${newId("identity")}, 'Ada', 'Ada''s Fashion', 'active')`;
}

async function businessName(ceoId: string): Promise<string> {
  const [row] = await admin`select business_name from ceos where ceo_id = ${ceoId}`;
  return row?.business_name;
}

async function appendRaw(
  client: postgres.Sql,
  ceoId: string,
  subject: string,
  isolation: "read committed" | "repeatable read" = "read committed",
): Promise<void> {
  await client.begin(`isolation level ${isolation}`, async (tx) => {
    await tx`select set_config('app.ceo_id', ${ceoId}, true)`;
    await tx`select audit_append(${ceoId}, 'main', 'SIGNED_IN', 'bot', 'bot', 'session', ${subject}, 'req',
      ${randomBytes(32)}, '{}', null)`;
  });
}

async function rewriteLastAnHourAhead({ ceoId }: AuditWorld): Promise<void> {
  await admin`update audit_entries e set at = e.at + interval '1 hour' where ceo_id = ${ceoId} and seq = 2`;
  await admin`update audit_entries e set hash = audit_hash(e.ceo_id, e.chain, e.seq, e.at, e.action, e.actor_kind,
      e.actor_id, e.subject_kind, e.subject_id, e.request_id, e.details_commit, e.prev_hash)
    where ceo_id = ${ceoId} and seq = 2`;
  await admin`update audit_heads h set at = e.at, hash = e.hash from audit_entries e
    where e.ceo_id = ${ceoId} and e.seq = 2 and h.ceo_id = e.ceo_id`;
}
