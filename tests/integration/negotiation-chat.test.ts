import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conversations } from "@/db/schema/chat";
import { offers } from "@/db/schema/offers";
import { bankAccounts, orders, products } from "@/db/schema/sales";
import type { Context, MemberContext } from "@/lib/tenancy/context";
import { memberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { TUNDE } from "@/scripts/seed/businesses";
import { ownDatabase } from "../support/database";
import { Chat, DemoShops } from "../support/demo-shops";
import { answers } from "../support/negotiating";

const AMINA = "2348059876543";

const database = await ownDatabase();
let shops: DemoShops;
let tunde: Context;
let femi: MemberContext;
let amina: Chat;

beforeAll(async () => {
  shops = await DemoShops.start(database);
  tunde = await shops.ctxOf(TUNDE);
  amina = new Chat(shops, AMINA, TUNDE);
});
afterAll(() => shops.close());

const order = async () => {
  const [row] = await withTenant(tunde, (tx) => tx.select().from(orders));
  if (!row) throw new Error("no order was placed");
  return row;
};
const open = () =>
  withTenant(tunde, (tx) =>
    tx.select().from(offers).where(eq(offers.state, "open")).orderBy(offers.createdAt),
  );

/** The vendor the order went to. */
async function vendorOf(vendorId: string): Promise<MemberContext> {
  return memberContext(
    {
      sessionId: "ses_femi",
      identityId: "idn_femi",
      role: "VENDOR",
      ceoId: tunde.ceoId,
      vendorId,
      memberName: "Femi",
      businessName: TUNDE.business,
      businessKind: "shop",
      timeZone: "Africa/Lagos",
    },
    { requestId: "req_femi" },
  );
}

describe("P18 story 2 on Instagram: five laptops, bargained over", { timeout: 60_000 }, () => {
  it("Amina asks for a discount: the order waits to be agreed on and asks for no money", async () => {
    await amina.says("How much is the HP laptop?");
    const asked = (await amina.says("I want 5. Discount for bulk?")).join("\n");
    expect(asked).toContain("₦1,250,000");
    expect(asked).toMatch(/phone/i);
    await amina.says("Amina, 14 Allen Avenue, Ikeja, 08059876543");
    const placed = (await amina.says(await amina.code())).join("\n");
    expect(placed).toContain("Please pay nothing yet");
    expect(placed).not.toContain(TUNDE.account.accountNumber);
    expect(await order()).toMatchObject({ status: "NEGOTIATING", totalKobo: 125_000_000, bankAccount: null });
    femi = await vendorOf((await order()).vendorId);
  });

  it("Femi offers 5 × ₦240,000 with free delivery: it reaches her phone with two buttons", async () => {
    await answers(femi, (await order()).id, {
      quick_action: "counter_offer",
      unit_price_kobo: 24_000_000,
      free_delivery: true,
    });
    await shops.settle();
    const last = (await amina.received()).at(-1);
    expect(last?.text).toContain(
      `${TUNDE.business} says: ₦240,000 each (₦1,200,000 for all 5), with free delivery`,
    );
    expect(last?.buttons?.map((button) => button.title)).toEqual(["Yes, take it", "No"]);
  });

  it("a text of Femi's is relayed in the shop's name, and what she then offers is kept while he answers", async () => {
    await answers(femi, (await order()).id, { text: "That is my best for 5" });
    await shops.settle();
    expect((await amina.received()).at(-1)?.text).toBe(`${TUNDE.business} says: That is my best for 5`);
    expect(await amina.says("Let me ask my sister first")).toEqual([]);
    const told = await withTenant(tunde, (tx) =>
      tx.execute<{ ids: object }>(sql`
        select ids from live_events where ceo_id = ${tunde.ceoId} and topic = 'message' and ids ? 'to'`),
    );
    const { id: orderId, conversationId, vendorId } = await order();
    // P8.3: a toast of his opens the right order.
    expect(told.map(({ ids }) => ids)).toEqual([{ conversationId, orderId, to: vendorId }]);
    expect(await amina.says("Can you do ₦1,150,000 for everything?")).toEqual([]);
    expect(await open()).toMatchObject([
      { madeBy: "vendor", totalKobo: 120_000_000 },
      { madeBy: "buyer", totalKobo: 115_000_000, messageId: expect.stringMatching(/^msg_/) },
    ]);
  });

  it("Femi confirms: the amount asked for is what was agreed on last, paid to the account in force", async () => {
    await answers(femi, (await order()).id, { quick_action: "confirm_price" });
    await shops.settle();
    const paid = (await amina.received()).at(-1)?.text ?? "";
    expect(paid).toContain(TUNDE.account.accountNumber);
    expect(paid).toContain("₦1,150,000");
    expect(await order()).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: 115_000_000 });
    expect(await open()).toEqual([]);
  });

  it("the old button takes nothing any more, and says so", async () => {
    const offered = (await amina.received()).find(({ buttons }) => buttons?.[0]?.title === "Yes, take it");
    const button = offered?.buttons?.[0];
    const said = (await amina.says({ buttonId: button?.id, text: button?.title })).join("\n");
    expect(said).not.toContain(TUNDE.account.accountNumber);
    expect(await order()).toMatchObject({ totalKobo: 115_000_000 });
  });
});

describe("the buyer takes our price in chat", { timeout: 60_000 }, () => {
  it("by a word, while it is open; once its time has passed she is told so and nothing is agreed", async () => {
    const current = await order();
    await withTenant(tunde, (tx) => tx.update(products).set({ floorPriceKobo: null }));
    await answers(femi, current.id, { quick_action: "counter_offer", amount_kobo: 112_000_000 });
    await shops.settle();
    await withTenant(tunde, async (tx) => {
      await tx.update(offers).set({ expiresAt: sql`now()` }).where(eq(offers.state, "open"));
      await tx.update(conversations).set({ mode: "bot", modeUntil: null });
      await tx.execute(sql`update conversations set state = jsonb_set(state, '{mode}', '"bot"')`);
    });
    const late = (await amina.says("Yes")).join("\n");
    expect(late).toContain("not open any more");
    expect(await order()).toMatchObject({ status: "NEGOTIATING", totalKobo: 115_000_000 });

    await answers(femi, current.id, { quick_action: "counter_offer", amount_kobo: 112_000_000 });
    await shops.settle();
    const taken = (await amina.says("Yes")).join("\n");
    expect(taken).toContain("₦1,120,000");
    expect(taken).toContain(TUNDE.account.accountNumber);
    expect(await order()).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: 112_000_000 });
  });

  it("is sent the account in force now, not one that was stopped meanwhile", async () => {
    await withTenant(tunde, async (tx) => {
      await tx.update(bankAccounts).set({ stoppedAt: sql`now()`, stoppedBy: "removed" });
      await tx.insert(bankAccounts).values({
        ceoId: tunde.ceoId,
        id: "bnk_new",
        bankCode: "044",
        bankName: "Access",
        accountNumber: "0010246780",
        accountName: "TUNDE ELECTRONICS",
      });
    });
    await answers(femi, (await order()).id, { quick_action: "confirm_price", amount_kobo: 111_000_000 });
    await shops.settle();
    const text = (await amina.received()).at(-1)?.text ?? "";
    expect(text).toContain("0010246780");
    expect(text).not.toContain(TUNDE.account.accountNumber);
  });
});
