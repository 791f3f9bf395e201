import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { orders } from "@/db/schema/sales";
import { removeVendor } from "@/lib/members/remove-vendor";
import { lockOrdersOfContact } from "@/lib/orders/move-order";
import { placeOrder } from "@/lib/orders/place-order";
import { reassignOrder } from "@/lib/orders/reassign-order";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { codeFor } from "../support/payout-world";
import { makeSalesWorld, orderIn, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

let world: SalesWorld;
let orderId: string;

beforeEach(async () => {
  world = await makeSalesWorld();
  orderId = (await orderIn(world)).id;
  const { vendorId } = world;
  await withTenant(world.bot, async (tx) => {
    await tx.update(conversations).set({ vendorId });
    await tx.update(orders).set({ vendorId });
  });
});

/** As a turn of the bot begins. */
const beginTurn = (tx: Tx) =>
  tx.select().from(conversations).where(eq(conversations.id, world.conversationId)).for("no key update");

/** Until another transaction waits for what the caller's holds. */
const somebodyWaits = () =>
  vi.waitFor(async () => {
    const waiting = await rawSql()`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    expect(waiting.length).toBeGreaterThan(0);
  });

const holders = () =>
  withTenant(world.bot, async (tx) => {
    const all = await tx.execute<{ id: string }>(sql`
      select vendor_id as id from orders union all select vendor_id from conversations`);
    return all.map(({ id }) => id);
  });

async function remove(): Promise<unknown> {
  const target = { id: world.vendorId };
  const proof = await codeFor(world.ceo, "vendor.remove", target);
  return removeVendor(world.ceo, { vendorId: world.vendorId, ...proof });
}

describe("an order that changes hands while its buyer is being answered", () => {
  it("waits for the turn, and neither waits in a ring", async () => {
    let moving: Promise<unknown> | undefined;
    await withTenant(world.bot, async (tx) => {
      await beginTurn(tx);
      moving = reassignOrder(world.ceo, { orderId, vendorId: world.ownerId });
      await somebodyWaits();
      await lockOrdersOfContact(tx, world.contactId);
    });
    await moving;
    expect(await holders()).toEqual([world.ownerId, world.ownerId]);
  });

  it("goes to the owner with the chat when its vendor is removed in the middle of a turn", async () => {
    let leaving: Promise<unknown> | undefined;
    await withTenant(world.bot, async (tx) => {
      await beginTurn(tx);
      leaving = remove();
      await somebodyWaits();
      await lockOrdersOfContact(tx, world.contactId);
    });
    await leaving;
    expect(await holders()).toEqual([world.ownerId, world.ownerId]);
  });

  it("goes to the owner with one that is placed in that very turn", async () => {
    let leaving: Promise<unknown> | undefined;
    await withTenant(world.bot, async (tx) => {
      await beginTurn(tx);
      await lockOrdersOfContact(tx, world.contactId);
      leaving = remove();
      await somebodyWaits();
      await placeOrder(tx, world.bot, {
        contactId: world.contactId,
        conversationId: world.conversationId,
        buyerName: "Chinedu",
        address: "123 Lagos St, Ikeja",
        items: [{ productId: world.productId, quantity: 1 }],
      });
    });
    await leaving;
    expect(await holders()).toEqual([world.ownerId, world.ownerId, world.ownerId]);
  });
});
