import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import os from "node:os";
import path from "node:path";
import type postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { exportAudit } from "@/lib/audit/export-audit";
import { environmentSigner, signCheckpoints } from "@/lib/audit/sign-checkpoint";
import { examine } from "@/lib/operations/doctor";
import { runCommand } from "@/lib/operations/run-command";
import { cutWithHead, rewriteFrom } from "../support/audit-intruder";
import { fillChain, makeAuditWorld, makeSigner, openAsIntruder } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let intruder: postgres.Sql;
let gateway: Server;
let printed = "";
const folder = mkdtempSync(path.join(os.tmpdir(), "trustguard-operator-"));
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  database = await createTestDatabase();
  gateway = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await new Promise((done) => gateway.once("listening", done));
  const { port } = gateway.address() as { port: number };
  const address = `http://127.0.0.1:${port}`;
  setTestEnvironment(database.databaseUrl, {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    META_GRAPH_URL: address,
    AWS_ENDPOINT_URL_SNS: address,
  });
  intruder = openAsIntruder(database.adminUrl);
});

afterAll(async () => {
  gateway.close();
  rmSync(folder, { recursive: true });
  await intruder.end();
  await closeDatabase();
  await database.drop();
});

beforeEach(() => {
  printed = "";
  const print = (text: unknown) => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(print);
  vi.spyOn(process.stderr, "write").mockImplementation(print);
});

afterEach(() => vi.restoreAllMocks());

const lastLine = () => JSON.parse(printed.trim().split("\n").at(-1) ?? "");

/** A business's log as a file, and the public key beside it. */
async function exportedFile(name: string, entries: number): Promise<{ file: string; key: string }> {
  const world = await makeSalesWorld();
  await fillChain(world.ceo, entries);
  let text = "";
  for await (const piece of await exportAudit(world.ceo, { format: "json" })) text += piece;
  writeFileSync(at(name), text);
  const key = createPublicKey(environmentSigner().privateKey).export({ type: "spki", format: "pem" });
  writeFileSync(at("key.pem"), key);
  return { file: at(name), key: at("key.pem") };
}

/** What the file's verification must not need. */
async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
  const { DATABASE_URL, AUDIT_SIGNING_KEY } = process.env;
  await closeDatabase();
  delete process.env.DATABASE_URL;
  delete process.env.AUDIT_SIGNING_KEY;
  try {
    return await work();
  } finally {
    Object.assign(process.env, { DATABASE_URL, AUDIT_SIGNING_KEY });
  }
}

describe("trustguard verify-audit --file", () => {
  it("needs no database and no secret, only the public key", async () => {
    const { file, key } = await exportedFile("whole.json", 9);
    const code = await withoutDatabase(() =>
      runCommand(["verify-audit", "--file", file, "--public-key", key]),
    );
    expect(lastLine()).toEqual({
      valid: true,
      entries: 10,
      first_bad: null,
      first_bad_chain: null,
      reason: null,
    });
    expect(code).toBe(0);
  });

  it("ends with 1 and names the first bad entry after one changed letter", async () => {
    const { file, key } = await exportedFile("changed.json", 9);
    const log = JSON.parse(readFileSync(file, "utf8"));
    log.chains[0].entries[4].actor.id = "bat";
    writeFileSync(file, JSON.stringify(log));
    expect(
      await withoutDatabase(() => runCommand(["verify-audit", "--file", file, "--public-key", key])),
    ).toBe(1);
    expect(lastLine()).toMatchObject({ valid: false, first_bad: 5, first_bad_chain: "main" });
    expect(printed).toContain("entry 5 does not fit: the entry was changed after it was written");
  });

  it("does not trust the key in the file without saying so, nor any other key", async () => {
    const { file } = await exportedFile("own-key.json", 2);
    expect(await withoutDatabase(() => runCommand(["verify-audit", "--file", file]))).toBe(0);
    expect(printed).toContain("Trusting the key that the file itself names");
    const other = createPublicKey(makeSigner().privateKey).export({ type: "spki", format: "pem" });
    writeFileSync(at("other.pem"), other);
    expect(await runCommand(["verify-audit", "--file", file, "--public-key", at("other.pem")])).toBe(1);
  });

  it("ends with 2 for what it cannot read", async () => {
    writeFileSync(at("no.json"), "{}");
    expect(await runCommand(["verify-audit", "--file", at("missing.json")])).toBe(2);
    expect(await runCommand(["verify-audit", "--file", at("no.json")])).toBe(2);
    expect(await runCommand(["verify-audit", "--file", at("no.json"), "--public-key", at("no.json")])).toBe(
      2,
    );
    expect(await runCommand(["verify-audit", "--fiel", "x"])).toBe(2);
    expect(await runCommand(["verify-audit", "--tenant", "ceo_nobody"])).toBe(2);
  });
});

describe("trustguard verify-audit in the database", () => {
  it("verifies one business or all, and records that it did", async () => {
    const world = makeAuditWorld();
    await fillChain(world.ctx, 5);
    expect(await runCommand(["verify-audit", "--tenant", world.ceoId])).toBe(0);
    expect(lastLine()).toMatchObject({ valid: true, entries: 5 });
    expect(await runCommand(["verify-audit"])).toBe(0);
    const [act] =
      await intruder`select action, subject_id from audit_entries where ceo_id = 'platform' order by seq desc limit 1`;
    expect(act).toEqual({ action: "OPERATOR_ACTED", subject_id: "verify-audit" });
  });

  it("AU-05, AU-06 finds a rewrite, a rollback and a chain that is gone, by checkpoints kept in a file", async () => {
    const [rewritten, rolledBack, gone] = [makeAuditWorld(), makeAuditWorld(), makeAuditWorld()];
    for (const world of [rewritten, rolledBack, gone]) await fillChain(world.ctx, 8);
    const kept = at("checkpoints.jsonl");
    expect(await runCommand(["checkpoints", "--out", kept])).toBe(0);
    expect(await runCommand(["verify-audit", "--checkpoint", kept])).toBe(0);
    await intruder`delete from audit_checkpoints`;
    await rewriteFrom(intruder, rewritten.ceoId, 3);
    await cutWithHead(intruder, rolledBack.ceoId, 8);
    for (const table of ["audit_details", "audit_entries", "audit_heads"]) {
      await intruder.unsafe(`delete from ${table} where ceo_id = '${gone.ceoId}'`);
    }
    for (const [world, words] of [
      [rewritten, "the history is not what was signed"],
      [rolledBack, "ROLLBACK DETECTED"],
      [gone, "ROLLBACK DETECTED"],
    ] as const) {
      printed = "";
      expect(await runCommand(["verify-audit", "--tenant", world.ceoId, "--checkpoint", kept])).toBe(1);
      expect(printed).toContain(words);
    }
    for (const world of [rewritten, rolledBack]) {
      expect(await runCommand(["verify-audit", "--tenant", world.ceoId]), "nothing inside tells").toBe(0);
    }
  });

  it("says so when checkpoints cannot be signed because a chain does not fit", async () => {
    const world = makeAuditWorld();
    await fillChain(world.ctx, 3);
    await intruder`update audit_entries set actor_id = 'x' where ceo_id = ${world.ceoId} and seq = 2`;
    expect(await signCheckpoints()).toMatchObject({ refused: 1 });
    expect(await runCommand(["checkpoints", "--out", at("refused.jsonl")])).toBe(1);
    await intruder`update audit_entries set actor_id = 'bot' where ceo_id = ${world.ceoId} and seq = 2`;
    expect(await runCommand(["checkpoints", "--out", at("refused.jsonl")])).toBe(0);
  });
});

describe("trustguard dead-letters and replay-event", () => {
  it("lists what was set aside, without what was in it, and lets it be tried again", async () => {
    expect(await runCommand(["dead-letters"])).toBe(0);
    await intruder`insert into webhook_events (id, platform, raw, state, failure)
      values ('evt_1', 'whatsapp', 'secret text', 'set_aside', 'not_json')`;
    const job = await failedJob("Failed query: insert into contacts\nparams: +2348031234567");
    expect(await runCommand(["dead-letters"])).toBe(1);
    expect(printed).toMatch(/evt_1 +webhook whatsapp .*not_json/);
    expect(printed).toMatch(new RegExp(`job:${job} +check-receipt .*query failed`));
    expect(printed).not.toMatch(/secret text|234803/);
    expect(await runCommand(["replay-event", "evt_1"])).toBe(0);
    expect(await runCommand(["replay-event", `job:${job}`])).toBe(0);
    expect(await intruder`select state, tries, failure from webhook_events where id = 'evt_1'`).toEqual([
      { state: "stored", tries: 0, failure: null },
    ]);
    const waiting = await intruder`select payload->'eventIds'->>0 as id from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'ingest-event'`;
    expect(waiting).toEqual([{ id: "evt_1" }]);
    expect(await intruder`select attempts from graphile_worker._private_jobs where id = ${job}`).toEqual([
      { attempts: 0 },
    ]);
    expect(await runCommand(["dead-letters"])).toBe(0);
    const acts =
      await intruder`select d.details from audit_details d join audit_entries e using (ceo_id, chain, seq)
      where e.ceo_id = 'platform' and e.subject_id = 'replay-event' order by seq`;
    expect(acts.map((row) => JSON.parse(row.details))).toEqual([{ id: "evt_1" }, { id: `job:${job}` }]);
  });

  it("ends with 1 where there is nothing of that name, and 2 without a name", async () => {
    expect(await runCommand(["replay-event", "evt_nothing"])).toBe(1);
    expect(await runCommand(["replay-event", "job:999999999"])).toBe(1);
    expect(await runCommand(["replay-event"])).toBe(2);
  });
});

describe("trustguard doctor", () => {
  const bad = async (source: NodeJS.ProcessEnv = process.env) =>
    (await examine(source))
      .filter(({ level }) => level === "bad")
      .map(({ area, message }) => `${area}: ${message}`);

  it("finds nothing wrong here, and says what it looked at", async () => {
    expect(await bad()).toEqual([]);
    expect(await runCommand(["doctor"])).toBe(0);
    for (const area of [
      "environment",
      "database",
      "migrations",
      "row level security",
      "storage",
      "mail",
      "SMS",
      "worker",
    ]) {
      expect(printed, area).toContain(area);
    }
  });

  it("names missing variables and never shows a value", async () => {
    const found = await bad({ ...process.env, OTP_PEPPERS: "", NEXTAUTH_SECRET: "too-short-secret" });
    expect(found).toEqual([
      expect.stringContaining("NEXTAUTH_SECRET: needs at least 32"),
      expect.stringContaining("OTP_PEPPERS: is missing"),
    ]);
    expect(found.join()).not.toContain("too-short-secret");
  });

  it("sees a table that is open, a migration that is missing, a login that may too much, a gateway that is away", async () => {
    await intruder`alter table contacts no force row level security`;
    expect(await bad()).toEqual([
      "row level security: table contacts: row level security is not enabled and forced",
    ]);
    await intruder`alter table contacts force row level security`;
    const [last] = await intruder`select max(created_at) as at from drizzle.__drizzle_migrations`;
    await intruder`update drizzle.__drizzle_migrations set created_at = 1 where created_at = ${last?.at}`;
    expect(await bad()).toEqual([expect.stringContaining("migrations: to apply with npm run db:migrate")]);
    await intruder`update drizzle.__drizzle_migrations set created_at = ${last?.at} where created_at = 1`;
    gateway.close();
    expect(await bad()).toEqual(expect.arrayContaining([expect.stringContaining("mail: 127.0.0.1")]));
  });
});

describe("trustguard help", () => {
  it("lists the commands, explains one, and answers an unknown one", async () => {
    expect(await runCommand([])).toBe(0);
    for (const name of ["doctor", "verify-audit", "checkpoints", "dead-letters", "replay-event"])
      expect(printed).toContain(name);
    expect(await runCommand(["help", "verify-audit"])).toBe(0);
    expect(printed).toContain("--public-key");
    expect(await runCommand(["toString"])).toBe(2);
  });
});

async function failedJob(lastError: string): Promise<string> {
  const [row] = await rawSql()<{ id: string }[]>`
    select id from graphile_worker.add_job('check-receipt', '{}'::json, max_attempts => 1)`;
  await intruder`update graphile_worker._private_jobs set attempts = 1, last_error = ${lastError} where id = ${row!.id}`;
  return row!.id;
}
