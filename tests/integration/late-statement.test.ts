import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { ceos } from "@/db/schema/people";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

// One connection: whoever comes next has the one that was used before.
const database = await ownDatabase();
setTestEnvironment(database.databaseUrl, { DATABASE_POOL_MAX: "1" });
afterAll(async () => {
  await closeDatabase();
  delete process.env.DATABASE_POOL_MAX;
});

let ada: SalesWorld;
let tunde: SalesWorld;
beforeAll(async () => {
  ada = await makeSalesWorld({ businessName: "Ada's Fashion" });
  tunde = await makeSalesWorld({ businessName: "Tunde Motors" });
});

/** Something that goes on only when it is told to, as what waits for a hash or a file does. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Begins `late` in a transaction of Ada's that fails meanwhile, and lets it go on in the middle of one of Tunde's. */
async function goOnLate(late: (tx: Tx) => Promise<unknown>) {
  const { open, opened } = gate();
  let outcome: Promise<PromiseSettledResult<unknown>[]> | undefined;
  const failed = withTenant(ada.bot, async (tx) => {
    outcome = Promise.allSettled([opened.then(() => late(tx))]);
    throw new Error("one part of the work failed");
  });
  await expect(failed).rejects.toThrow("one part of the work failed");
  const names = await withTenant(tunde.bot, async (tx) => {
    await tx.select().from(ceos);
    open();
    await outcome;
    return tx.select({ name: ceos.businessName }).from(ceos);
  });
  return { late: (await outcome)?.[0], names };
}

describe("AZ-12 work that goes on when its transaction is over", () => {
  it("reads nothing in the transaction of whoever has the connection next", async () => {
    const { late, names } = await goOnLate((tx) => tx.select({ name: ceos.businessName }).from(ceos));
    expect(late).toMatchObject({ status: "rejected" });
    expect(names).toEqual([{ name: "Tunde Motors" }]);
  });

  it("writes nothing there", async () => {
    const { late } = await goOnLate((tx) => tx.update(ceos).set({ name: "written late" }));
    expect(late).toMatchObject({ status: "rejected" });
    const rows = await withTenant(tunde.bot, (tx) => tx.select({ name: ceos.name }).from(ceos));
    expect(rows).not.toEqual([{ name: "written late" }]);
  });

  it("breaks nothing there", async () => {
    const { late, names } = await goOnLate((tx) => tx.execute(sql`select 1 / 0`));
    expect(late).toMatchObject({ status: "rejected" });
    expect(names).toEqual([{ name: "Tunde Motors" }]);
  });

  it("is refused after a commit, too", async () => {
    let kept: Tx | undefined;
    await withTenant(ada.bot, async (tx) => {
      kept = tx;
    });
    await expect(kept?.select().from(ceos)).rejects.toThrow();
    expect(await withTenant(ada.bot, (tx) => tx.select().from(ceos))).toHaveLength(1);
  });
});
