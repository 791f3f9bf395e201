import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { contacts, conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { orderTransitions } from "@/db/schema/order-papers";
import { ceos } from "@/db/schema/people";
import { orders } from "@/db/schema/sales";
import { botSettings } from "@/db/schema/work";
import { takeTurn } from "@/lib/conversation/take-turn";
import { CRONTAB, taskList } from "@/lib/jobs/registry";
import { remindOrders } from "@/lib/orders/remind-orders";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  auditOf,
  makeSalesWorld,
  orderIn,
  pictureFrom,
  type SalesWorld,
  setTestEnvironment,
  toldTo,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

let world: SalesWorld;
let orderId: string;

beforeEach(async () => {
  world = await makeSalesWorld();
  ({ id: orderId } = await orderIn(world));
});

/** Time passes in the rows: the order's last change, and the buyer's last words. */
async function pass(hours: { order: number; buyer?: number }, target = world, id = orderId): Promise<void> {
  const { order, buyer = order } = hours;
  await withTenant(target.bot, async (tx) => {
    const changedAt = sql`now() - make_interval(mins => ${Math.round(order * 60)})`;
    await tx.update(orders).set({ changedAt }).where(eq(orders.id, id));
    const lastInboundAt = sql`now() - make_interval(mins => ${Math.round(buyer * 60)})`;
    await tx.update(conversations).set({ lastInboundAt });
  });
}

async function order(target = world) {
  const [row] = await withTenant(target.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
  if (!row) throw new Error("no such order");
  return row;
}

async function heard(): Promise<string[]> {
  await takeTurn({ ceoId: world.ceoId, conversationId: world.conversationId });
  const rows = await withTenant(world.bot, (tx) =>
    tx.select().from(messages).where(eq(messages.direction, "out")),
  );
  return rows.map((row) => row.text ?? "");
}

const change = (set: Record<string, unknown>) =>
  withTenant(world.bot, (tx) => tx.update(conversations).set(set));

describe("P7.6 an order that nobody pays", () => {
  it("is reminded of once, in the bot's voice, and it is written down", async () => {
    await pass({ order: 6.1 });
    await remindOrders();
    const said = await heard();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain((await order()).reference);
    expect(said[0]).toContain("₦12,500");
    await remindOrders();
    expect(await heard()).toHaveLength(1);
    expect(await auditOf(world, orderId)).toEqual(["ORDER_PLACED", "ORDER_REMINDED"]);
    expect((await order()).status).toBe("AWAITING_PAYMENT");
  });

  it("is left in peace before its time", async () => {
    await pass({ order: 5.9 });
    await remindOrders();
    expect(await toldTo(world)).toEqual([]);
    expect((await order()).remindedAt).toBeNull();
  });

  it("follows the business's own hours", async () => {
    await withTenant(world.bot, (tx) => tx.update(ceos).set({ reminderHours: 2, lapseHours: 4 }));
    await pass({ order: 2.1 });
    await remindOrders();
    expect(await toldTo(world)).toEqual(["reminder_due"]);
    await pass({ order: 4.1 });
    await remindOrders();
    expect((await order()).status).toBe("CANCELLED");
  });

  it("is reminded of exactly once by ten runs at once", async () => {
    await pass({ order: 7 });
    await Promise.all(Array.from({ length: 10 }, () => remindOrders()));
    expect(await toldTo(world)).toEqual(["reminder_due"]);
    expect(await auditOf(world, orderId)).toEqual(["ORDER_PLACED", "ORDER_REMINDED"]);
  });

  it("is not reminded of outside the 24-hour window, and still lapses", async () => {
    await pass({ order: 30, buyer: 24.1 });
    await remindOrders();
    expect(await toldTo(world)).toEqual([]);
    await pass({ order: 48.1 });
    await remindOrders();
    expect(await order()).toMatchObject({
      status: "CANCELLED",
      note: "No payment came in time.",
      remindedAt: null,
    });
    expect(await toldTo(world)).toEqual([]);
  });

  it("is not reminded of when the business switched reminders off", async () => {
    await withTenant(world.bot, (tx) =>
      tx.insert(botSettings).values({ ceoId: world.ceoId, settings: { features: { reminders: false } } }),
    );
    await pass({ order: 7 });
    await remindOrders();
    expect(await toldTo(world)).toEqual([]);
    await withTenant(world.bot, (tx) =>
      tx.update(botSettings).set({ settings: { features: { reminders: true } } }),
    );
    await remindOrders();
    expect(await toldTo(world)).toEqual(["reminder_due"]);
  });

  it("never reaches a buyer who opted out, neither as a reminder nor when it lapses", async () => {
    await withTenant(world.bot, (tx) => tx.update(contacts).set({ optedOutAt: sql`now()` }));
    await pass({ order: 7 });
    await remindOrders();
    await pass({ order: 49, buyer: 1 });
    await remindOrders();
    expect(await toldTo(world)).toEqual([]);
    expect((await order()).status).toBe("CANCELLED");
  });

  it("waits while a person answers or is waited for", async () => {
    await pass({ order: 50, buyer: 1 });
    await change({ needsPersonSince: sql`now()` });
    await remindOrders();
    await change({ needsPersonSince: null, mode: "person", modeUntil: sql`now() + interval '10 minutes'` });
    await remindOrders();
    expect((await order()).status).toBe("AWAITING_PAYMENT");
    expect(await toldTo(world)).toEqual([]);
    await change({ modeUntil: sql`now() - interval '1 minute'` });
    await remindOrders();
    expect((await order()).status).toBe("CANCELLED");
  });

  it("lapses once, by the system, and the buyer is told inside the window", async () => {
    await pass({ order: 48.1, buyer: 2 });
    await Promise.all(Array.from({ length: 10 }, () => remindOrders()));
    expect(await order()).toMatchObject({ status: "CANCELLED", note: "No payment came in time." });
    expect(await toldTo(world)).toEqual(["order_lapsed"]);
    const said = await heard();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain((await order()).reference);
    expect(await auditOf(world, orderId)).toEqual(["ORDER_PLACED", "ORDER_LAPSED"]);
    const moves = await withTenant(world.bot, (tx) =>
      tx.select().from(orderTransitions).where(eq(orderTransitions.toStatus, "CANCELLED")),
    );
    expect(moves).toMatchObject([{ fromStatus: "AWAITING_PAYMENT", actorKind: "worker" }]);
  });

  it("neither is reminded of nor lapses once a proof has come", async () => {
    const messageId = await pictureFrom(world);
    await withTenant(world.bot, (tx) => submitReceipt(tx, world.bot, { orderId, messageId }));
    await pass({ order: 60, buyer: 1 });
    await remindOrders();
    expect((await order()).status).toBe("RECEIPT_UPLOADED");
    expect(await toldTo(world)).toEqual([]);
  });

  it("gives way to a proof that comes at the same moment", async () => {
    await pass({ order: 49, buyer: 1 });
    const messageId = await pictureFrom(world);
    const proof = withTenant(world.bot, (tx) => submitReceipt(tx, world.bot, { orderId, messageId })).catch(
      (error: { code?: string }) => error.code,
    );
    await Promise.all([proof, remindOrders(), remindOrders()]);
    const { status } = await order();
    // Whoever was first has won; never both.
    if (status === "RECEIPT_UPLOADED") expect(await toldTo(world)).toEqual([]);
    else expect([status, await proof]).toEqual(["CANCELLED", "wrong_state"]);
  });

  it("is met business by business: each buyer hears of their own", async () => {
    const other = await makeSalesWorld({ businessName: "Tunde Tech" });
    const theirs = await orderIn(other);
    await pass({ order: 7 });
    await pass({ order: 49, buyer: 1 }, other, theirs.id);
    await remindOrders();
    expect(await toldTo(world)).toEqual(["reminder_due"]);
    expect(await toldTo(other)).toEqual(["order_lapsed"]);
    const [event] = await withTenant(other.bot, (tx) => tx.select().from(conversationEvents));
    expect(event?.data).toEqual({ orderId: theirs.id });
  });

  it("is looked after by the clock, every five minutes", () => {
    expect(CRONTAB).toContain("*/5 * * * * remind-orders");
    expect(Object.keys(taskList)).toContain("remind-orders");
  });
});
