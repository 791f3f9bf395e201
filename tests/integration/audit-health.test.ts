import { rmSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as cronByGet, POST as cronByPost } from "@/app/api/cron/work/route";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/ready/route";
import { GET as metrics } from "@/app/api/metrics/route";
import { closeDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { fillChain, makeAuditWorld } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

const SECRET = "a-secret-of-the-operator";
let database: TestDatabase;
let admin: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl, { CRON_SECRET: SECRET });
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await admin.end();
  await closeDatabase();
  await database.drop();
});

function call(handler: typeof live, path: string, secret?: string, method = "GET") {
  const headers: HeadersInit = secret ? { authorization: `Bearer ${secret}` } : {};
  return handler(new Request(`http://127.0.0.1:3000${path}`, { method, headers }), {
    params: Promise.resolve({}),
  });
}

describe("health", () => {
  it("is live without looking at anything", async () => {
    expect(await (await call(live, "/api/health/live")).json()).toMatchObject({ data: { live: true } });
  });

  it("is ready when the database, its migrations and the storage are", async () => {
    const answer = await call(ready, "/api/health/ready");
    expect(answer.status).toBe(200);
    expect((await answer.json()).data).toEqual({
      ready: true,
      checks: ["database", "migrations", "storage"].map((name) => ({ name, ok: true, message: "ok" })),
    });
  });

  it("answers 503 and says why when a migration is missing or the database is away, and is ready again after", async () => {
    const [last] = await admin`select max(created_at) as at from drizzle.__drizzle_migrations`;
    await admin`update drizzle.__drizzle_migrations set created_at = 1 where created_at = ${last?.at}`;
    const behind = await call(ready, "/api/health/ready");
    expect(behind.status).toBe(503);
    expect(JSON.stringify(await behind.json())).toContain("1 to apply: run npm run db:migrate");
    await admin`update drizzle.__drizzle_migrations set created_at = ${last?.at} where created_at = 1`;

    const { DATABASE_URL } = process.env;
    process.env.DATABASE_URL = "postgres://nobody:secret-word@127.0.0.1:1/none";
    const away = await call(ready, "/api/health/ready");
    expect(away.status).toBe(503);
    expect(await away.text()).not.toContain("secret-word");
    process.env.DATABASE_URL = DATABASE_URL;
    expect((await call(ready, "/api/health/ready")).status).toBe(200);
  });
});

describe("metrics", () => {
  it("are anybody's to read, and need a token where one is set for them", async () => {
    expect((await call(metrics, "/api/metrics")).status).toBe(200);
    env().METRICS_TOKEN = "0123456789abcdef";
    const statuses = [];
    for (const token of [undefined, "wrong", SECRET, "0123456789abcdef"]) {
      statuses.push((await call(metrics, "/api/metrics", token)).status);
    }
    env().METRICS_TOKEN = undefined;
    expect(statuses).toEqual([401, 401, 401, 200]);
  });

  it("tell the queue, the inbox, the outbox and what was written, and nothing of anybody", async () => {
    const world = makeAuditWorld();
    await fillChain(world.ctx, 3);
    await admin`insert into webhook_events (id, platform, raw, state) values ('evt_m', 'whatsapp', 'x', 'set_aside')`;
    await admin`select graphile_worker.add_job('check-receipt', '{"ceoId":"ceo_secret"}'::json, run_at => now() - interval '1 minute')`;
    await admin.unsafe(`set session_replication_role = replica;
      insert into outbox (ceo_id, message_id, conversation_id, state, repeatable) values ('ceo_x', 'm', 'c', 'in_doubt', false)`);
    const answer = await call(metrics, "/api/metrics");
    expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await answer.text();
    expect(text).toContain('trustguard_webhook_events{state="set_aside"} 1\n');
    expect(text).toContain('trustguard_outbox_messages{state="in_doubt"} 1\n');
    expect(text).toContain('trustguard_queue_jobs{job="check-receipt"} 1\n');
    const age = Number(/trustguard_queue_oldest_seconds\{job="check-receipt"\} ([\d.]+)/.exec(text)?.[1]);
    expect(age).toBeGreaterThan(55);
    expect(text).not.toMatch(/ceo_|con_|evt_/);
  });
});

describe("the cron's work", () => {
  it.each([
    ["GET", cronByGet],
    ["POST", cronByPost],
  ])("%s is refused without the secret", async (method, handler) => {
    expect((await call(handler, "/api/cron/work", undefined, method)).status).toBe(401);
    expect((await call(handler, "/api/cron/work", "wrong", method)).status).toBe(401);
  });

  it("is refused to everybody where no secret is set", async () => {
    const given = env().CRON_SECRET;
    env().CRON_SECRET = undefined;
    expect((await call(cronByGet, "/api/cron/work", "undefined")).status).toBe(401);
    env().CRON_SECRET = given;
  });

  it("does what waits and what is due by the clock, then ends", async () => {
    await admin`delete from graphile_worker._private_jobs`;
    const world = makeAuditWorld();
    await fillChain(world.ctx, 4);
    const answer = await call(cronByGet, "/api/cron/work", SECRET);
    expect(await answer.json()).toMatchObject({ data: { worked: true } });
    expect(await admin`select seq::int from audit_checkpoints where ceo_id = ${world.ceoId}`).toEqual([
      { seq: 4 },
    ]);
    expect(await admin`select 1 from graphile_worker._private_jobs`).toHaveLength(0);
    rmSync(process.env.STORAGE_DIR ?? "", { recursive: true, force: true });
  });
});
