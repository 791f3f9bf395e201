import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { offers } from "@/db/schema/offers";
import { auditEntries } from "@/db/schema/proof";
import { bankAccounts, orderItems } from "@/db/schema/sales";
import { acceptOffer } from "@/lib/negotiation/accept-offer";
import { declineOffer } from "@/lib/negotiation/decline-offer";
import { makeOffer } from "@/lib/negotiation/make-offer";
import { getNegotiation } from "@/lib/negotiation/queries";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  answers,
  type Bargain,
  bargain,
  buyerOf,
  buyerOffers,
  everything,
  offersOf,
  orderOf,
  statesOf,
  tally,
} from "../support/negotiating";
import { auditOf, checkedReceipt, setTestEnvironment, toldTo } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

const LIST = 125_000_000;
const AGREED = 115_000_000;

const accept = ({ world, orderId }: Bargain, offerId: string) =>
  withTenant(world.bot, (tx) =>
    acceptOffer(tx, buyerOf(world), { orderId, offerId, acceptedById: world.contactId }),
  );

describe("P8.2 what a member can do about a price", () => {
  it("confirms the buyer's price: it is what the order asks for, and the buyer is sent where to pay", async () => {
    const of = await bargain();
    const offer = await buyerOffers(of, AGREED);
    const result = await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price" });
    expect(result).toMatchObject({
      offer_id: offer.id,
      order_status: "AWAITING_PAYMENT",
      total_kobo: AGREED,
      held: false,
    });
    expect(await orderOf(of)).toMatchObject({
      status: "AWAITING_PAYMENT",
      itemsKobo: LIST,
      discountKobo: LIST - AGREED,
      totalKobo: AGREED,
      bankAccount: { accountNumber: "0000014579" },
    });
    expect(await statesOf(of)).toEqual(["buyer accepted"]);
    expect(await toldTo(of.world)).toEqual(["price_agreed"]);
    expect(await auditOf(of.world, of.orderId)).toEqual(["ORDER_PLACED", "OFFER_MADE", "OFFER_ACCEPTED"]);
  });

  it("confirms a total, a price for one piece, and the price as it stands", async () => {
    const total = await bargain();
    await answers(total.world.vendor, total.orderId, {
      quick_action: "confirm_price",
      amount_kobo: 120_000_000,
    });
    expect(await orderOf(total)).toMatchObject({ totalKobo: 120_000_000, discountKobo: 5_000_000 });

    const each = await bargain();
    await answers(each.world.vendor, each.orderId, {
      quick_action: "confirm_price",
      unit_price_kobo: 24_000_000,
    });
    expect(await orderOf(each)).toMatchObject({ totalKobo: 120_000_000, discountKobo: 0 });
    const [line] = await withTenant(each.world.bot, (tx) =>
      tx.select().from(orderItems).where(eq(orderItems.orderId, each.orderId)),
    );
    expect(line?.unitPriceKobo).toBe(24_000_000);

    const list = await bargain();
    await answers(list.world.vendor, list.orderId, { quick_action: "confirm_price" });
    expect(await orderOf(list)).toMatchObject({ totalKobo: LIST, status: "AWAITING_PAYMENT" });
  });

  it("counters: told to the buyer, open until taken, and the order asks for what was taken last", async () => {
    const of = await bargain();
    const { offer_id } = await answers(of.world.vendor, of.orderId, {
      quick_action: "counter_offer",
      unit_price_kobo: 24_000_000,
      free_delivery: true,
    });
    expect(await orderOf(of)).toMatchObject({ status: "NEGOTIATING", totalKobo: LIST, bankAccount: null });
    expect(await toldTo(of.world)).toEqual(["offer_made"]);
    await accept(of, offer_id ?? "");
    expect(await orderOf(of)).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: 120_000_000 });

    await buyerOffers(of, AGREED);
    expect(await orderOf(of)).toMatchObject({ status: "NEGOTIATING", totalKobo: 120_000_000 });
    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price" });
    expect(await orderOf(of)).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: AGREED });
    expect(await statesOf(of)).toEqual(["vendor superseded", "buyer accepted"]);
  });

  it("makes delivery free: an offer while the price is agreed, at once when it is to be paid", async () => {
    const of = await bargain();
    await withTenant(of.world.bot, (tx) =>
      tx.execute(sql`update orders set delivery_fee_kobo = 500000, total_kobo = total_kobo + 500000`),
    );
    await answers(of.world.vendor, of.orderId, { quick_action: "free_delivery" });
    expect(await offersOf(of)).toMatchObject([{ totalKobo: LIST, freeDelivery: true, state: "open" }]);
    await answers(of.world.vendor, of.orderId, {
      quick_action: "confirm_price",
      amount_kobo: LIST + 500_000,
      free_delivery: false,
    });
    expect(await orderOf(of)).toMatchObject({ totalKobo: LIST + 500_000, deliveryFeeKobo: 500_000 });
    await answers(of.world.vendor, of.orderId, { quick_action: "free_delivery" });
    expect(await orderOf(of)).toMatchObject({
      totalKobo: LIST,
      deliveryFeeKobo: 0,
      status: "AWAITING_PAYMENT",
    });
  });

  it("ends an order whose goods are out of stock, and everything open with it", async () => {
    const of = await bargain();
    await buyerOffers(of, AGREED);
    await answers(of.world.vendor, of.orderId, { quick_action: "out_of_stock" });
    expect(await orderOf(of)).toMatchObject({ status: "CANCELLED" });
    expect(await statesOf(of)).toEqual(["buyer withdrawn"]);
    expect(await toldTo(of.world)).toEqual(["order_out_of_stock"]);
    await expect(
      answers(of.world.vendor, of.orderId, { quick_action: "confirm_price" }),
    ).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("relays a text with its order, and holds one that names another account", async () => {
    const of = await bargain();
    expect(await answers(of.world.vendor, of.orderId, { text: "I fit do 240k each" })).toMatchObject({
      held: false,
    });
    expect(await answers(of.world.vendor, of.orderId, { text: "pay to 01234 56789 o" })).toMatchObject({
      held: true,
    });
    expect(await toldTo(of.world)).toEqual(["person_message"]);
  });

  it.each([
    ["above the list price by a kobo that does not divide", { amount_kobo: LIST + 1 }],
    ["nothing left beside delivery", { amount_kobo: 1, free_delivery: false }, 500_000],
  ])("refuses a price that the order cannot have: %s", async (_name, price, feeKobo = 0) => {
    const of = await bargain();
    await withTenant(of.world.bot, (tx) =>
      tx.execute(sql`update orders set delivery_fee_kobo = ${feeKobo}, total_kobo = total_kobo + ${feeKobo}`),
    );
    await expect(
      answers(of.world.vendor, of.orderId, { quick_action: "counter_offer", ...price }),
    ).rejects.toMatchObject({ code: "invalid_request" });
    expect(await offersOf(of)).toEqual([]);
  });

  it("refuses when the buyer wrote more than 24 hours ago, and while there is no account to pay to", async () => {
    const of = await bargain();
    await withTenant(of.world.bot, (tx) =>
      tx.update(conversations).set({ lastInboundAt: sql`now() - interval '24 hours 1 second'` }),
    );
    await expect(
      answers(of.world.vendor, of.orderId, { quick_action: "confirm_price" }),
    ).rejects.toMatchObject({ code: "wrong_state" });

    const poor = await bargain();
    await withTenant(poor.world.bot, (tx) => tx.delete(bankAccounts));
    await expect(
      answers(poor.world.vendor, poor.orderId, { quick_action: "confirm_price" }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await orderOf(poor)).toMatchObject({ status: "NEGOTIATING" });
  });
});

describe("P8.1 of two acceptances one wins", () => {
  it("AP-01 fifty at once accept an offer once", async () => {
    const of = await bargain();
    const { offer_id } = await answers(of.world.vendor, of.orderId, {
      quick_action: "counter_offer",
      amount_kobo: AGREED,
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => accept(of, offer_id ?? "")));
    expect(tally(outcomes)).toEqual({ done: 1, offer_over: 49 });
    expect(await orderOf(of)).toMatchObject({ totalKobo: AGREED, status: "AWAITING_PAYMENT" });
    const agreed = (await auditOf(of.world, of.orderId)).filter((action) => action === "OFFER_ACCEPTED");
    expect(agreed).toHaveLength(1);
  });

  it("AP-02 the buyer takes ours while we take theirs, call it off, or say it is out of stock", async () => {
    for (let round = 0; round < 12; round += 1) {
      const of = await bargain();
      const { offer_id: ours } = await answers(of.world.vendor, of.orderId, {
        quick_action: "counter_offer",
        amount_kobo: 120_000_000,
      });
      await buyerOffers(of, AGREED);
      const { vendor, ceo } = of.world;
      const rival = [
        () => answers(vendor, of.orderId, { quick_action: "confirm_price" }),
        () => answers(vendor, of.orderId, { quick_action: "out_of_stock" }),
        () => withTenant(ceo, (tx) => cancelOrder(tx, ceo, { orderId: of.orderId })),
      ][round % 3] as () => Promise<unknown>;
      await Promise.allSettled(
        round % 2 ? [accept(of, ours ?? ""), rival()] : [rival(), accept(of, ours ?? "")],
      );
      const order = await orderOf(of);
      const accepted = (await offersOf(of)).filter((offer) => offer.state === "accepted");
      expect(accepted.length).toBeLessThanOrEqual(1);
      expect((await offersOf(of)).filter((offer) => offer.state === "open")).toEqual([]);
      if (order.status === "AWAITING_PAYMENT") expect(order.totalKobo).toBe(accepted[0]?.totalKobo);
      else expect(order.status).toBe("CANCELLED");
    }
  });

  it("two members who answer at once leave one price, and the second is told", async () => {
    const of = await bargain();
    await buyerOffers(of, AGREED);
    const outcomes = await Promise.allSettled([
      answers(of.world.vendor, of.orderId, { quick_action: "confirm_price" }),
      answers(of.world.ceo, of.orderId, { quick_action: "counter_offer", amount_kobo: 118_000_000 }),
    ]);
    expect(tally(outcomes)).toEqual({ done: 2 });
    const order = await orderOf(of);
    const states = await statesOf(of);
    const confirmedLast = order.status === "AWAITING_PAYMENT";
    expect(order.totalKobo).toBe(AGREED);
    expect(states.sort()).toEqual(
      confirmedLast ? ["buyer accepted", "vendor superseded"] : ["buyer accepted", "vendor open"],
    );
  });
});

describe("P8.1 an offer that expired is not accepted", () => {
  it("by the database's clock at that very moment, not by when the transaction began", async () => {
    const of = await bargain();
    const { offer_id: offerId = "" } = await answers(of.world.vendor, of.orderId, {
      quick_action: "counter_offer",
      amount_kobo: AGREED,
    });
    const refused = withTenant(of.world.bot, async (tx) => {
      await tx.execute(sql`update offers set expires_at = clock_timestamp() where id = ${offerId}`);
      const [row] = await tx.execute(
        sql`select expires_at > now() as later from offers where id = ${offerId}`,
      );
      expect(row?.later).toBe(true);
      return acceptOffer(tx, buyerOf(of.world), {
        orderId: of.orderId,
        offerId: offerId ?? "",
        acceptedById: of.world.contactId,
      });
    });
    await expect(refused).rejects.toMatchObject({ code: "offer_over" });
    await accept(of, offerId ?? "");
    expect(await orderOf(of)).toMatchObject({ totalKobo: AGREED });
  });

  it("is refused by the database itself, whoever writes it, and shows as expired", async () => {
    const of = await bargain();
    const offer = await buyerOffers(of, AGREED);
    await withTenant(of.world.bot, (tx) =>
      tx.update(offers).set({ expiresAt: sql`now() - interval '1 second'` }),
    );
    const write = withTenant(of.world.bot, (tx) =>
      tx.update(offers).set({ state: "accepted", decidedAt: sql`now()` }).where(eq(offers.id, offer.id)),
    );
    await expect(write).rejects.toMatchObject({
      cause: { message: expect.stringContaining("the time of this offer has passed") },
    });
    const view = await getNegotiation(of.world.vendor, of.orderId);
    expect(view.offers).toMatchObject([{ state: "expired" }]);

    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price" });
    expect(await statesOf(of)).toEqual(["buyer expired", "vendor accepted"]);
    expect(await orderOf(of)).toMatchObject({ totalKobo: LIST });
  });

  it.each([
    ["what was offered", { totalKobo: 1 }],
    ["who offered", { madeBy: "vendor" as const }],
  ])("and %s never changes", async (_name, change) => {
    const of = await bargain();
    await buyerOffers(of, AGREED);
    const write = withTenant(of.world.bot, (tx) => tx.update(offers).set(change));
    await expect(write).rejects.toMatchObject({
      cause: { message: expect.stringContaining("what was offered does not change") },
    });
  });

  it("nor does one that was declined come back", async () => {
    const of = await bargain();
    const offer = await buyerOffers(of, AGREED);
    await withTenant(of.world.bot, (tx) =>
      declineOffer(tx, buyerOf(of.world), {
        orderId: of.orderId,
        offerId: offer.id,
        declinedById: of.world.contactId,
      }),
    );
    await expect(accept(of, offer.id)).rejects.toMatchObject({ code: "offer_over" });
    const write = withTenant(of.world.bot, (tx) => tx.update(offers).set({ state: "open", decidedAt: null }));
    await expect(write).rejects.toMatchObject({
      cause: { message: expect.stringContaining("does not become open") },
    });
  });
});

describe("a price and a payment", () => {
  it("once a proof of payment is in, no price changes and nothing is open", async () => {
    const of = await bargain();
    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price", amount_kobo: AGREED });
    await checkedReceipt(of.world, of.orderId);
    for (const quick_action of ["confirm_price", "counter_offer", "free_delivery", "out_of_stock"] as const) {
      await expect(
        answers(of.world.vendor, of.orderId, { quick_action, amount_kobo: 90_000_000 }),
      ).rejects.toMatchObject({ code: "wrong_state" });
    }
    await expect(buyerOffers(of, 90_000_000)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await orderOf(of)).toMatchObject({ totalKobo: AGREED });
    expect(await statesOf(of)).toEqual(["vendor accepted"]);
  });

  it("an offer that is open when the proof comes is over, and cannot be taken then", async () => {
    const of = await bargain();
    await answers(of.world.vendor, of.orderId, { quick_action: "confirm_price", amount_kobo: AGREED });
    const { world, orderId } = of;
    const asked = await withTenant(world.bot, (tx) =>
      makeOffer(tx, buyerOf(world), {
        orderId,
        madeBy: "buyer",
        authorId: world.contactId,
        price: everything(100_000_000),
      }),
    );
    await withTenant(world.bot, (tx) =>
      tx.execute(sql`update orders set status = 'AWAITING_PAYMENT' where id = ${orderId}`),
    );
    await withTenant(world.bot, (tx) =>
      tx.execute(sql`insert into order_transitions (ceo_id, id, order_id, from_status, to_status, actor_kind, actor_id)
        values (${world.ceoId}, 'trn_back', ${orderId}, 'NEGOTIATING', 'AWAITING_PAYMENT', 'bot', 'bot')`),
    );
    await checkedReceipt(world, orderId);
    expect(await statesOf(of)).toEqual(["vendor accepted", "buyer superseded"]);
    await expect(accept(of, asked.id)).rejects.toMatchObject({ code: "wrong_state" });
    const entries = await withTenant(world.bot, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.action, "OFFER_ACCEPTED")),
    );
    expect(entries).toHaveLength(1);
  });
});
