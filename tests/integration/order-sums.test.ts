import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { ceos } from "@/db/schema/people";
import { escalations, receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { notices } from "@/db/schema/work";
import { getEscalation } from "@/lib/escalations/queries";
import { remindEscalations } from "@/lib/escalations/remind-owner";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  anotherBuyer,
  auditOf,
  checkedOrderIn,
  checkedReceipt,
  makeSalesWorld,
  orderIn,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

/** Three of these reach the threshold of ₦1,000,000; two do not. */
const PRICE_KOBO = 40_000_000;

let world: SalesWorld;
beforeEach(async () => {
  world = await makeSalesWorld({ priceKobo: PRICE_KOBO });
});

async function statusOf(orderId: string, of = world): Promise<string | undefined> {
  const [row] = await withTenant(of.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
  return row?.status;
}

const approve = (orderId: string, of = world) =>
  reviewReceipt(of.vendor, { orderId, action: "approve", credit_seen: true });

/** The order's proof came so many hours ago. */
async function sentHoursAgo(orderId: string, hours: number): Promise<void> {
  const createdAt = sql`now() - make_interval(mins => ${Math.round(hours * 60)})`;
  await withTenant(world.bot, (tx) =>
    tx.update(receipts).set({ createdAt }).where(eq(receipts.orderId, orderId)),
  );
}

async function escalationOf(orderId: string) {
  const [row] = await withTenant(world.bot, (tx) =>
    tx.select().from(escalations).where(eq(escalations.orderId, orderId)),
  );
  return row;
}

describe("P10.1 orders of one day that add up to the threshold", () => {
  it("send the one that crosses it to the CEO, and leave the ones before it to the vendor", async () => {
    const first = await checkedOrderIn(world);
    const second = await checkedOrderIn(world);
    const third = await checkedOrderIn(world);
    expect(await statusOf(third.orderId)).toBe("ESCALATED");
    await expect(approve(third.orderId)).rejects.toMatchObject({ code: "escalated" });
    for (const { orderId } of [first, second]) {
      expect(await approve(orderId)).toMatchObject({ order_status: "APPROVED" });
    }
    const { id = "" } = (await escalationOf(third.orderId)) ?? {};
    expect(await getEscalation(world.ceo, id)).toMatchObject({
      reason: "sum",
      adds_up: {
        by: "buyer",
        sum_kobo: 3 * PRICE_KOBO,
        orders: [{ reference: first.reference }, { reference: second.reference }],
      },
    });
  });

  it("count what was approved or escalated before, not what was rejected or cancelled", async () => {
    const approved = await checkedOrderIn(world);
    await approve(approved.orderId);
    const rejected = await checkedOrderIn(world);
    await reviewReceipt(world.vendor, {
      orderId: rejected.orderId,
      action: "reject",
      notes: "No such payment",
    });
    expect(await statusOf((await checkedOrderIn(world)).orderId)).toBe("RECEIPT_UPLOADED");
    expect(await statusOf((await checkedOrderIn(world)).orderId)).toBe("ESCALATED");
  });

  it("count 24 hours back by the database's clock, and not a minute more", async () => {
    const [before, within] = [await checkedOrderIn(world), await checkedOrderIn(world)];
    await sentHoursAgo(before.orderId, 24.1);
    await sentHoursAgo(within.orderId, 23.9);
    expect(await statusOf((await checkedOrderIn(world)).orderId)).toBe("RECEIPT_UPLOADED");
    expect(await statusOf((await checkedOrderIn(world)).orderId)).toBe("ESCALATED");
  });

  it("are found by the address too, however it is written, and never in another business", async () => {
    const others = await makeSalesWorld({ priceKobo: PRICE_KOBO });
    const spellings = ["123 Lagos Street, Ikeja", "no. 123, lagos st IKEJA", "123 Lagos St, Ikeja"];
    const placed = [];
    for (const address of spellings) {
      const stranger = { ...world, ...(await anotherBuyer(world)) };
      const { id } = await orderIn(stranger);
      await withTenant(world.bot, (tx) => tx.update(orders).set({ address }).where(eq(orders.id, id)));
      await checkedReceipt(stranger, id);
      placed.push(id);
    }
    expect(await statusOf(placed[2] ?? "")).toBe("ESCALATED");
    expect((await escalationOf(placed[2] ?? ""))?.addsUp).toMatchObject({ by: "address" });
    expect(await statusOf((await checkedOrderIn(others)).orderId, others)).toBe("RECEIPT_UPLOADED");
  });

  it("that come at once let no more through than the threshold allows", async () => {
    const placed = await Promise.all(Array.from({ length: 5 }, () => checkedOrderIn(world)));
    await Promise.allSettled(placed.map(({ orderId }) => approve(orderId)));
    const [row] = await withTenant(world.bot, (tx) =>
      tx.execute<{ kobo: string }>(
        sql`select coalesce(sum(total_kobo), 0) as kobo from orders where status = 'APPROVED'`,
      ),
    );
    expect(Number(row?.kobo)).toBe(2 * PRICE_KOBO);
  });
});

/** Text messages and mails that went to the business's owner. */
async function noticesTo({ ceoId }: SalesWorld): Promise<number> {
  return withPlatform((tx) => tx.$count(notices, eq(notices.ceoId, ceoId)));
}

describe("P10.5 an escalation that nobody decides", () => {
  it("is reminded of once, after the business's hours, and never decided", async () => {
    const big = await makeSalesWorld({ priceKobo: 115_000_000 });
    const { orderId } = await checkedOrderIn(big);
    const remind = async () => {
      await Promise.all([remindEscalations(), remindEscalations()]);
      return (await auditOf(big, orderId)).filter((action) => action === "ESCALATION_REMINDED").length;
    };
    const age = (hours: number) =>
      withTenant(big.bot, (tx) =>
        tx.update(escalations).set({ createdAt: sql`now() - make_interval(hours => ${hours})` }),
      );
    expect(await noticesTo(big)).toBe(2);
    await age(23);
    expect(await remind()).toBe(0);
    await age(25);
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(1);
    expect(await statusOf(orderId, big)).toBe("ESCALATED");
    expect(await noticesTo(big)).toBe(4);
  });

  it("waits longer where the business says so", async () => {
    const big = await makeSalesWorld({ priceKobo: 115_000_000 });
    const { orderId } = await checkedOrderIn(big);
    await withTenant(big.bot, async (tx) => {
      await tx.update(ceos).set({ escalationOverdueHours: 48 });
      await tx.update(escalations).set({ createdAt: sql`now() - make_interval(hours => 47)` });
    });
    await remindEscalations();
    expect(await auditOf(big, orderId)).not.toContain("ESCALATION_REMINDED");
  });
});
