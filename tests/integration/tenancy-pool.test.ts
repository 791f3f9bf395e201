import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, inTransaction, rawSql } from "@/db/client";
import { ceos } from "@/db/schema/people";
import { newId } from "@/lib/ids";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { randomFrom } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

const TENANTS = 50;
const REQUESTS = 2_000;
const IN_FLIGHT = 32;

let database: TestDatabase;
let tenants: Context[];

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl, { DATABASE_POOL_MAX: "4" });
  tenants = Array.from({ length: TENANTS }, () => systemContext(newId("ceo"), { kind: "bot", id: "bot" }));
  for (const ctx of tenants) {
    await withTenant(ctx, (tx) =>
      tx.insert(ceos).values({
        ceoId: ctx.ceoId,
        identityId: newId("identity"),
        name: "Ada",
        businessName: ctx.ceoId,
        status: "active",
      }),
    );
  }
});

afterAll(async () => {
  await closeDatabase();
  delete process.env.DATABASE_POOL_MAX;
  await database.drop();
});

describe("AZ-12 the tenant's setting", () => {
  it("never reaches the next borrower: 2,000 requests of 50 tenants over 4 connections, one in ten failing", async () => {
    const random = randomFrom(12);
    const plan = Array.from({ length: REQUESTS }, () => ({
      ctx: tenants[random(TENANTS)]!,
      fails: random(10) === 0,
    }));
    const seen = { own: 0, foreign: 0, failed: 0, between: 0 };
    const queue = plan.entries();
    await Promise.all(
      Array.from({ length: IN_FLIGHT }, async () => {
        for (const [position, { ctx, fails }] of queue) {
          await request(ctx, fails, seen);
          // Between two requests the same connections serve statements without any tenant.
          if (position % 5 === 0)
            seen.between += (
              await inTransaction<unknown[]>((tx) => tx.execute(sql`select 1 from ceos`))
            ).length;
        }
      }),
    );
    const failing = plan.filter((one) => one.fails).length;
    expect(failing).toBeGreaterThan(100);
    expect(seen).toEqual({ own: REQUESTS, foreign: 0, failed: failing, between: 0 });
    const [connections] = await rawSql()<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = 'trustguard'`;
    expect(connections?.count, "the pool really was small").toBeLessThanOrEqual(4);
  });

  it("shows nothing where none is set, before and after one was", async () => {
    const look = () => inTransaction((tx) => tx.execute(sql`select 1 from ceos`));
    expect(await look()).toHaveLength(0);
    await withTenant(tenants[0]!, async (tx) =>
      expect(await tx.execute(sql`select 1 from ceos`)).toHaveLength(1),
    );
    for (let again = 0; again < 8; again += 1) expect(await look()).toHaveLength(0);
    expect(await rawSql()`select 1 from ceos`).toHaveLength(0);
    await withPlatform(async (tx) => expect(await tx.execute(sql`select 1 from ceos`)).toHaveLength(0));
  });

  it("belongs to the login that the product runs as, which nothing exempts", async () => {
    const [who] = await rawSql()`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`;
    expect(who).toEqual({ rolsuper: false, rolbypassrls: false });
  });
});

class Breakdown extends Error {}

async function request(
  ctx: Context,
  fails: boolean,
  seen: { own: number; foreign: number; failed: number },
): Promise<void> {
  try {
    await withTenant(ctx, async (tx) => {
      const rows = await tx.select({ ceoId: ceos.ceoId }).from(ceos);
      seen.own += rows.filter((row) => row.ceoId === ctx.ceoId).length;
      seen.foreign += rows.filter((row) => row.ceoId !== ctx.ceoId).length;
      if (fails) throw new Breakdown("in the middle of a request");
    });
  } catch (error) {
    if (!(error instanceof Breakdown)) throw error;
    seen.failed += 1;
  }
}
