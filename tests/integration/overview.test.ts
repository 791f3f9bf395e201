import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { vendors } from "@/db/schema/people";
import { escalations } from "@/db/schema/proof";
import { bankAccounts, products } from "@/db/schema/sales";
import { botSettings } from "@/db/schema/work";
import { readOverview } from "@/lib/analytics/overview";
import { changePaymentClock } from "@/lib/bank/money-settings";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { openDispute } from "@/lib/orders/open-dispute";
import { settleDispute } from "@/lib/orders/settle-dispute";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { checkedOrderIn, makeSalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

describe("what needs the owner", () => {
  it("counts a disputed order until it is settled, in this business alone", async () => {
    const [ada, tunde] = [await makeSalesWorld(), await makeSalesWorld()];
    const disputes = async (of: typeof ada) => (await readOverview(of.ceo)).needs_you.disputes;
    const { orderId } = await checkedOrderIn(ada);
    await reviewReceipt(ada.vendor, { orderId, action: "approve", credit_seen: true });
    expect(await disputes(ada)).toBe(0);
    await withTenant(ada.bot, (tx) => openDispute(tx, ada.bot, { orderId, words: "It is torn" }));
    expect([await disputes(ada), await disputes(tunde)]).toEqual([1, 0]);
    await settleDispute(ada.vendor, { orderId, note: "Sent another" });
    expect(await disputes(ada)).toBe(0);
  });
});

describe("what waits for the owner's decision", () => {
  it("P10.5 is counted as overdue once her own time is over, and no more when it is decided", async () => {
    const [ada, tunde] = [await makeSalesWorld({ priceKobo: 115_000_000 }), await makeSalesWorld()];
    const counts = async (of: typeof ada) => {
      const { escalations: all, escalations_overdue } = (await readOverview(of.ceo)).needs_you;
      return [all, escalations_overdue];
    };
    const { orderId } = await checkedOrderIn(ada);
    expect(await counts(ada)).toEqual([1, 0]);
    const waitedFor = (hours: number) =>
      withTenant(ada.bot, (tx) =>
        tx.update(escalations).set({ createdAt: sql`now() - make_interval(hours => ${hours})` }),
      );
    await waitedFor(11);
    await changePaymentClock(ada.ceo, { reminder_hours: 6, lapse_hours: 48, escalation_overdue_hours: 12 });
    expect(await counts(ada)).toEqual([1, 0]);
    await waitedFor(13);
    expect(await counts(ada)).toEqual([1, 1]);
    expect(await counts(tunde)).toEqual([0, 0]);
    await withTenant(ada.ceo, (tx) => cancelOrder(tx, ada.ceo, { orderId }));
    expect(await counts(ada)).toEqual([0, 0]);
  });
});

describe("the checklist of a first day", () => {
  it("knows each step by what is there, for this business alone", async () => {
    const [ada, tunde] = [await makeSalesWorld(), await makeSalesWorld()];
    const setup = async () => (await readOverview(ada.ceo)).setup;
    expect(await setup()).toEqual({
      channel: true,
      account: true,
      product: true,
      voice: false,
      vendor: true,
      order: false,
      sold: false,
    });
    const { orderId } = await checkedOrderIn(tunde);
    await reviewReceipt(tunde.vendor, { orderId, action: "approve", credit_seen: true });
    expect((await readOverview(tunde.ceo)).setup).toMatchObject({ order: true, sold: true });
    expect(await setup()).toMatchObject({ order: false, sold: false });

    await withTenant(ada.bot, async (tx) => {
      await tx.insert(botSettings).values({ ceoId: ada.ceoId, settings: {}, version: 1 });
      await tx.update(channels).set({ status: "needs_reconnect" });
      await tx.update(bankAccounts).set({ stoppedAt: new Date(), stoppedBy: "removed" });
      await tx.update(products).set({ active: false });
      await tx.update(vendors).set({ status: "removed" }).where(eq(vendors.isOwner, false));
    });
    expect(await setup()).toMatchObject({
      channel: false,
      account: false,
      product: false,
      voice: true,
      vendor: false,
    });
  });
});
