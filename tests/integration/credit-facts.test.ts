import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { bankCreditOf } from "@/lib/orders/credit-facts";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { explained } from "../support/explain";
import { makeSalesWorld, orderIn, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

/** An index and its table: a page each at every level, whatever there is of other orders. */
const PAGES_MAX = 12;

describe("what is known of an order's money", () => {
  it("is found among 20,000 facts of other orders in a few pages", async () => {
    const world = await makeSalesWorld();
    const [other, mine] = [await orderIn(world), await orderIn(world)];
    await admin`
      insert into credit_facts (ceo_id, id, order_id, kind, amount_kobo, actor_id)
      select ${world.ceoId}, 'cft_' || n, case n when 7 then ${mine.id} else ${other.id} end, 'bank_credit', 100, 'bank'
      from generate_series(1, 20000) n`;
    await admin`vacuum analyze credit_facts`;
    const found = await withTenant(world.vendor, (tx) => bankCreditOf(tx, mine.id));
    expect(found).toEqual({ totalKobo: 100, factId: "cft_7" });
    const cost = await withTenant(world.vendor, (tx) =>
      explained(tx, (watched) =>
        watched.execute(
          sql`select id from credit_facts where order_id = ${mine.id} and kind = 'bank_credit'`,
        ),
      ),
    );
    expect(cost.scans).toEqual([]);
    expect(cost.buffers).toBeLessThan(PAGES_MAX);
  });
});
