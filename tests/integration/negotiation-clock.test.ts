import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { contacts, conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { offers } from "@/db/schema/offers";
import { orderTransitions } from "@/db/schema/order-papers";
import { ceos } from "@/db/schema/people";
import { orders } from "@/db/schema/sales";
import { botSettings } from "@/db/schema/work";
import { takeTurn } from "@/lib/conversation/take-turn";
import { CRONTAB, taskList } from "@/lib/jobs/registry";
import { acceptOffer } from "@/lib/negotiation/accept-offer";
import { getNegotiation } from "@/lib/negotiation/queries";
import { remindNegotiations } from "@/lib/negotiation/remind-negotiations";
import { getOrder } from "@/lib/orders/views";
import { findNews } from "@/lib/push/find-news";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  answers,
  type Bargain,
  bargain,
  buyerOf,
  buyerOffers,
  orderOf,
  statesOf,
} from "../support/negotiating";
import { auditOf, setTestEnvironment, toldTo } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

let of: Bargain;
beforeEach(async () => {
  of = await bargain();
});

const inRows = <T>(act: Parameters<typeof withTenant<T>>[1]) => withTenant(of.world.bot, act);

/** Everything that was said and done until now moves so many hours back; `buyer`: when the buyer wrote last. */
async function pass(hours: number, { buyer = hours, offersOpen = true } = {}): Promise<void> {
  const ago = (h: number) => sql`now() - make_interval(mins => ${Math.round(h * 60)})`;
  await inRows(async (tx) => {
    await tx.update(orders).set({ changedAt: ago(hours), createdAt: ago(hours) });
    await tx.update(conversations).set({ lastInboundAt: ago(buyer), needsPersonSince: null });
    await tx
      .update(messages)
      .set({ createdAt: ago(hours) })
      .where(eq(messages.direction, "out"));
  });
  // What was offered never changes in the product: only its owner can make it older.
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
  await admin`set session_replication_role = replica`;
  await admin`update offers set created_at = now() - make_interval(mins => ${Math.round(hours * 60)}),
    decided_at = case when decided_at is null then null else now() - make_interval(mins => ${Math.round(hours * 60)}) end,
    expires_at = case when ${offersOpen} then expires_at else now() - interval '1 second' end
    where ceo_id = ${of.world.ceoId}`;
  await admin.end();
}

const offer = (amountKobo: number) =>
  answers(of.world.vendor, of.orderId, { quick_action: "counter_offer", amount_kobo: amountKobo });

/** Events for the buyer that no turn has taken up yet. */
async function waiting(): Promise<string[]> {
  const rows = await inRows((tx) => tx.select().from(conversationEvents));
  return rows.filter((row) => row.handledAt === null).map((row) => row.kind);
}

/** What the bot says when it takes up what waits, newest last. */
async function heard(): Promise<string[]> {
  const before = await inRows((tx) => tx.select().from(messages).where(eq(messages.author, "bot")));
  await takeTurn({ ceoId: of.world.ceoId, conversationId: of.world.conversationId });
  const after = await inRows((tx) =>
    tx.select().from(messages).where(eq(messages.author, "bot")).orderBy(messages.createdAt),
  );
  return after.slice(before.length).map((row) => row.text ?? "");
}

const needsPerson = async () =>
  (await inRows((tx) => tx.select().from(conversations)))[0]?.needsPersonSince ?? null;

describe("P7.6 a price that nobody speaks about", () => {
  it("reminds the buyer once of our open offer, with the price to take", async () => {
    await offer(115_000_000);
    await heard();
    await pass(6.1);
    await Promise.all(Array.from({ length: 5 }, () => remindNegotiations()));
    expect(await waiting()).toEqual(["reminder_due"]);
    const said = (await heard()).join("\n");
    expect(said).toContain("A reminder");
    expect(said).toContain("₦1,150,000");
    expect(said).toContain((await orderOf(of)).reference);
    await pass(12, { buyer: 12 });
    await remindNegotiations();
    expect(await waiting()).toEqual([]);
    expect(await auditOf(of.world, of.orderId)).toEqual(["ORDER_PLACED", "OFFER_MADE", "PRICE_REMINDED"]);
    expect((await orderOf(of)).status).toBe("NEGOTIATING");
  });

  it("reminds the vendor once of the buyer's open offer: by push, and in the inbox", async () => {
    await buyerOffers(of, 110_000_000);
    await pass(6.1);
    await remindNegotiations();
    await remindNegotiations();
    expect(await waiting()).toEqual([]);
    expect(await needsPerson()).not.toBeNull();
    expect((await auditOf(of.world, of.orderId)).filter((one) => one === "PRICE_REMINDED")).toHaveLength(1);
    const news = await inRows((tx) => findNews(tx, "offer", of.orderId));
    expect(news).toMatchObject({
      vendorId: of.world.vendorId,
      path: `/vendor/negotiation/${of.orderId}`,
      totalKobo: 110_000_000,
    });
  });

  it("is the vendor's turn after an open wish for a discount, and the buyer's after our answer in words", async () => {
    await pass(6.1);
    await remindNegotiations();
    expect([await waiting(), (await needsPerson()) !== null]).toEqual([[], true]);

    of = await bargain();
    await answers(of.world.vendor, of.orderId, { text: "Which colour do you want?" });
    await heard();
    await inRows((tx) => tx.update(conversations).set({ mode: "bot", modeUntil: null }));
    await pass(7);
    await inRows((tx) =>
      tx
        .update(messages)
        .set({ createdAt: sql`now() - interval '6.5 hours'` })
        .where(eq(messages.author, "vendor")),
    );
    await remindNegotiations();
    expect(await waiting()).toEqual(["reminder_due"]);
  });

  it("leaves it in peace before its time, and while somebody still speaks", async () => {
    await offer(115_000_000);
    await heard();
    await pass(5.9);
    await remindNegotiations();
    await pass(7, { buyer: 0.5 });
    await remindNegotiations();
    await pass(7);
    await inRows((tx) =>
      tx.update(conversations).set({ mode: "person", modeUntil: sql`now() + interval '5 minutes'` }),
    );
    await remindNegotiations();
    expect(await waiting()).toEqual([]);
    await inRows((tx) => tx.update(conversations).set({ modeUntil: sql`now() - interval '1 minute'` }));
    await remindNegotiations();
    expect(await waiting()).toEqual(["reminder_due"]);
  });

  it.each([
    ["outside the 24-hour window", async () => pass(20, { buyer: 24.1 })],
    [
      "to a buyer who wants no messages",
      async () => {
        await pass(7);
        await inRows((tx) => tx.update(contacts).set({ optedOutAt: sql`now()` }));
      },
    ],
    [
      "with reminders switched off",
      async () => {
        await pass(7);
        await inRows((tx) =>
          tx
            .insert(botSettings)
            .values({ ceoId: of.world.ceoId, settings: { features: { reminders: false } } }),
        );
      },
    ],
  ])("is not sent %s", async (_, arrange) => {
    await offer(115_000_000);
    await heard();
    await arrange();
    await remindNegotiations();
    expect(await waiting()).toEqual([]);
    expect(await auditOf(of.world, of.orderId)).not.toContain("PRICE_REMINDED");
  });

  it("lapses once, kindly, by the system, and the vendor sees why", async () => {
    await pass(48.1, { buyer: 2 });
    await pass(48.1);
    await inRows((tx) => tx.update(conversations).set({ lastInboundAt: sql`now() - interval '48.1 hours'` }));
    await Promise.all(Array.from({ length: 5 }, () => remindNegotiations()));
    expect(await auditOf(of.world, of.orderId)).toEqual(["ORDER_PLACED", "PRICE_LAPSED"]);
    const moves = await inRows((tx) =>
      tx.select().from(orderTransitions).where(eq(orderTransitions.toStatus, "CANCELLED")),
    );
    expect(moves).toMatchObject([{ fromStatus: "NEGOTIATING", actorKind: "worker" }]);
    const note = "No price was agreed on in time.";
    expect(await getOrder(of.world.vendor, of.orderId)).toMatchObject({ status: "CANCELLED", note });
    expect(await getNegotiation(of.world.vendor, of.orderId)).toMatchObject({ is_open: false, note });
    // Nobody may be written to after 24 hours.
    expect(await toldTo(of.world)).toEqual([]);
  });

  it("tells the buyer kindly where the business's hours end inside the window", async () => {
    await inRows((tx) => tx.update(ceos).set({ reminderHours: 2, lapseHours: 4 }));
    await pass(4.1);
    await remindNegotiations();
    expect(await waiting()).toEqual(["order_lapsed"]);
    const said = await heard();
    expect(said.join("\n")).toContain("We did not agree on a price");
    expect(said.join("\n")).not.toContain("No payment came");
  });

  it("waits for a price that is still open, whatever the hours say, and ends when its time has passed", async () => {
    await inRows((tx) => tx.update(ceos).set({ reminderHours: 2, lapseHours: 4 }));
    await offer(115_000_000);
    await heard();
    await pass(20);
    await remindNegotiations();
    expect((await orderOf(of)).status).toBe("NEGOTIATING");
    await pass(20, { offersOpen: false });
    await remindNegotiations();
    expect((await orderOf(of)).status).toBe("CANCELLED");
    expect(await statesOf(of)).toEqual(["vendor expired"]);
  });

  it("leaves what the owner was asked to her own clock", async () => {
    await buyerOffers(of, 110_000_000);
    await answers(of.world.vendor, of.orderId, { quick_action: "ask_ceo" });
    await pass(60, { buyer: 10 });
    await remindNegotiations();
    expect(await waiting()).toEqual([]);
    expect((await orderOf(of)).status).toBe("NEGOTIATING");
  });

  it("gives way to a yes that comes in the same moment: agreed or lapsed, never both", async () => {
    await inRows((tx) => tx.update(ceos).set({ reminderHours: 1, lapseHours: 1 }));
    await offer(115_000_000);
    await heard();
    await pass(30);
    const [ours] = await inRows((tx) => tx.select().from(offers).where(eq(offers.orderId, of.orderId)));
    const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
    await admin`set session_replication_role = replica`;
    await admin`update offers set expires_at = clock_timestamp() + interval '40 milliseconds' where id = ${ours?.id ?? ""}`;
    await admin.end();
    const yes = inRows((tx) =>
      acceptOffer(tx, buyerOf(of.world), {
        orderId: of.orderId,
        offerId: ours?.id ?? "",
        acceptedById: of.world.contactId,
      }),
    ).then(
      () => "agreed",
      (error: { code?: string }) => error.code,
    );
    await Promise.all([yes, ...Array.from({ length: 6 }, () => remindNegotiations())]);
    const { status } = await orderOf(of);
    if (status === "AWAITING_PAYMENT") expect(await yes).toBe("agreed");
    else if (status === "CANCELLED") expect(["offer_over", "wrong_state"]).toContain(await yes);
    else expect([status, await yes]).toEqual(["NEGOTIATING", "offer_over"]);
    expect((await auditOf(of.world, of.orderId)).filter((one) => one === "PRICE_LAPSED").length).toBe(
      status === "CANCELLED" ? 1 : 0,
    );
  });

  it("is of each business its own", async () => {
    const other = await bargain({ businessName: "Tunde Tech" });
    await pass(49);
    await remindNegotiations();
    expect((await orderOf(of)).status).toBe("CANCELLED");
    expect((await orderOf(other)).status).toBe("NEGOTIATING");
    expect(await auditOf(other.world, other.orderId)).toEqual(["ORDER_PLACED"]);
  });

  it("is looked after by the clock, every five minutes", () => {
    expect(CRONTAB).toContain("*/5 * * * * remind-negotiations");
    expect(Object.keys(taskList)).toContain("remind-negotiations");
  });
});
