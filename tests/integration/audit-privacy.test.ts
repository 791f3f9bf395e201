import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { changeAddress } from "@/lib/orders/change-address";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { openAsIntruder } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, orderIn, setTestEnvironment } from "../support/sales-world";

const PHONE = "2348077665544";
const ADDRESS = "77 Canary Close, Surulere";
let database: TestDatabase;
let admin: postgres.Sql;

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

describe("AU-10 the log", () => {
  it("holds no phone, address or name of a buyer after an order was placed, changed and cancelled", async () => {
    const world = await makeSalesWorld({ buyerPhone: PHONE });
    const order = await orderIn(world);
    await withTenant(world.bot, async (tx) => {
      await changeAddress(tx, world.bot, { orderId: order.id, address: ADDRESS });
      await cancelOrder(tx, world.bot, { orderId: order.id, reason: "changed my mind" });
    });
    const entries = await admin`select to_json(e)::text || d.details as text from audit_entries e
      join audit_details d using (ceo_id, chain, seq) where e.ceo_id = ${world.ceoId}`;
    expect(entries.length).toBeGreaterThanOrEqual(3);
    const all = entries.map((row) => row.text).join("\n");
    for (const canary of [PHONE, PHONE.slice(3), "Canary Close", "Chinedu"])
      expect(all).not.toContain(canary);
    expect(all).not.toMatch(/(?:\+?234|0)[789][01]\d{8}/);
    const [known] = await admin`select phone, address from contacts where ceo_id = ${world.ceoId}`;
    expect(JSON.stringify(known), "the canary is there to be found").toContain(PHONE);
  });
});
