import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { offers } from "@/db/schema/offers";
import { orderTransitions } from "@/db/schema/order-papers";
import { escalations, receipts } from "@/db/schema/proof";
import { creditFacts } from "@/db/schema/receipt-facts";
import { decideEscalation } from "@/lib/escalations/decide-escalation";
import { acceptOffer } from "@/lib/negotiation/accept-offer";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { getOrderDto } from "@/lib/orders/queries";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import {
  answers,
  type Bargain,
  bargain,
  buyerOf,
  codeFor,
  offersOf,
  orderOf,
  tally,
} from "../support/negotiating";
import {
  auditOf,
  checkedOrderIn,
  makeSalesWorld,
  pictureFrom,
  type SalesWorld,
  setTestEnvironment,
  toldTo,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

/** An order that only the CEO can release. */
async function escalatedIn(world: SalesWorld) {
  const { orderId, receiptId } = await checkedOrderIn(world);
  const [row] = await withTenant(world.bot, (tx) =>
    tx.select().from(escalations).where(eq(escalations.orderId, orderId)),
  );
  return { orderId, receiptId, escalationId: row?.id ?? "" };
}

const rich = () => makeSalesWorld({ priceKobo: 115_000_000 });

/** The same owner in another browser: a session of its own. */
function onAnotherDevice(ceo: MemberContext, sessionId: string): MemberContext {
  const { identityId = "", ceoId, vendorId, role } = ceo as MemberContext & { identityId?: string };
  return memberContext(
    {
      sessionId,
      identityId,
      role,
      ceoId,
      vendorId,
      memberName: "Ada",
      businessName: "Ada's Fashion",
      businessKind: "shop",
      timeZone: "Africa/Lagos",
    },
    { requestId: `req_${sessionId}` },
  );
}

async function statusOf(world: SalesWorld, orderId: string): Promise<string> {
  return (await withTenant(world.bot, (tx) => getOrderDto(tx, orderId))).status;
}

/** The moves of an order, in order. */
async function movesOf(world: SalesWorld, orderId: string): Promise<string[]> {
  const rows = await withTenant(world.bot, (tx) =>
    tx
      .select()
      .from(orderTransitions)
      .where(eq(orderTransitions.orderId, orderId))
      .orderBy(orderTransitions.at, orderTransitions.id),
  );
  return rows.map((row) => row.toStatus);
}

const countOf = async (world: SalesWorld, orderId: string, action: string) =>
  (await auditOf(world, orderId)).filter((one) => one === action).length;

describe("AP-01 the owner approves from two devices", () => {
  it("fifty times at once, each device with its own code: released once, one entry, one message", async () => {
    const world = await rich();
    const { orderId, escalationId } = await escalatedIn(world);
    const tablet = onAnotherDevice(world.ceo, "ses_tablet");
    const phoneCode = await codeFor(world.ceo, escalationId, "approve");
    // A minute later: so long is waited between two codes for one decision.
    await admin`delete from rate_limits`;
    const tabletCode = await codeFor(tablet, escalationId, "approve");
    const tap = (device: MemberContext, { challenge_id, otp }: typeof phoneCode) =>
      decideEscalation(device, { escalationId, action: "approve", credit_seen: true, challenge_id, otp });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? tap(tablet, tabletCode) : tap(world.ceo, phoneCode))),
    );
    const { done, ...refused } = tally(outcomes);
    expect(done).toBe(1);
    for (const code of Object.keys(refused))
      expect(["wrong_state", "wrong_code", "rate_limited"]).toContain(code);
    expect(await statusOf(world, orderId)).toBe("APPROVED");
    expect(await countOf(world, orderId, "ESCALATION_APPROVED")).toBe(1);
    expect(await toldTo(world)).toEqual(["order_escalated", "order_approved"]);
    expect(await withTenant(world.bot, (tx) => tx.$count(creditFacts))).toBe(1);
  });
});

describe("AP-02 the owner's decisions at once", () => {
  it("approve with a code, reject with a code and cancel end as one of them, never two", async () => {
    const world = await rich();
    const ends = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const { orderId, escalationId } = await escalatedIn(world);
      const approve = await codeFor(world.ceo, escalationId, "approve");
      const tablet = onAnotherDevice(world.ceo, `ses_tablet_${round}`);
      const reject = await codeFor(tablet, escalationId, "reject");
      const acts = [
        () =>
          decideEscalation(world.ceo, {
            escalationId,
            action: "approve",
            credit_seen: true,
            challenge_id: approve.challenge_id,
            otp: approve.otp,
          }),
        () =>
          decideEscalation(tablet, {
            escalationId,
            action: "reject",
            notes: "No money came",
            challenge_id: reject.challenge_id,
            otp: reject.otp,
          }),
        () => withTenant(world.ceo, (tx) => cancelOrder(tx, world.ceo, { orderId })),
      ];
      const first = acts.splice(round % 3, 1);
      const outcomes = await Promise.allSettled([...first, ...acts].map((act) => act()));
      const { done = 0, ...refused } = tally(outcomes);
      const moves = (await movesOf(world, orderId)).slice(3);
      // A rejected order may still be called off; nothing else leaves room for a second act.
      expect([["APPROVED"], ["REJECTED"], ["CANCELLED"], ["REJECTED", "CANCELLED"]]).toContainEqual(moves);
      expect(done).toBe(moves.length);
      for (const code of Object.keys(refused)) expect(["wrong_state", "superseded"]).toContain(code);
      ends.add(moves.join(" "));
      const [row] = await withTenant(world.bot, (tx) =>
        tx.select().from(escalations).where(eq(escalations.id, escalationId)),
      );
      expect(row?.state).toBe({ APPROVED: "APPROVED", REJECTED: "REJECTED" }[moves[0] ?? ""] ?? "CLOSED");
    }
    expect(ends.size).toBeGreaterThan(0);
  });

  it("a vendor who flags while a colleague approves: released or hers to decide, never both", async () => {
    const world = await makeSalesWorld();
    for (let round = 0; round < 8; round += 1) {
      const { orderId } = await checkedOrderIn(world);
      const acts = [
        () => reviewReceipt(world.vendor, { orderId, action: "flag", notes: "Looks edited" }),
        () => reviewReceipt(world.ceo, { orderId, action: "approve", credit_seen: true }),
      ];
      if (round % 2) acts.reverse();
      const outcomes = await Promise.allSettled(acts.map((act) => act()));
      const status = await statusOf(world, orderId);
      expect(["APPROVED", "ESCALATED"]).toContain(status);
      const refused = status === "APPROVED" ? "wrong_state" : "escalated";
      expect(tally(outcomes)).toEqual({ done: 1, [refused]: 1 });
      const opened = await withTenant(world.bot, (tx) =>
        tx.$count(escalations, eq(escalations.orderId, orderId)),
      );
      expect(opened).toBe(status === "ESCALATED" ? 1 : 0);
    }
    // The control: flagged alone it is hers, approved alone it is released.
    const alone = await checkedOrderIn(world);
    await reviewReceipt(world.vendor, { orderId: alone.orderId, action: "flag", notes: "Looks edited" });
    expect(await statusOf(world, alone.orderId)).toBe("ESCALATED");
  });
});

describe("AP-05 another proof comes in the moment of the decision", () => {
  it("approved on the one she saw, or void: never on one she did not see", async () => {
    const world = await rich();
    for (let round = 0; round < 5; round += 1) {
      const { orderId, receiptId, escalationId } = await escalatedIn(world);
      const { challenge_id, otp } = await codeFor(world.ceo, escalationId, "approve");
      const messageId = await pictureFrom(world);
      const approve = () =>
        decideEscalation(world.ceo, {
          escalationId,
          action: "approve",
          credit_seen: true,
          challenge_id,
          otp,
        });
      const replace = () =>
        withTenant(world.bot, (tx) => submitReceipt(tx, world.bot, { orderId, messageId }));
      const [decided, sent] = await Promise.allSettled(
        round % 2 ? [approve(), replace()] : [replace(), approve()].reverse(),
      );
      const [fact] = await withTenant(world.bot, (tx) =>
        tx.select().from(creditFacts).where(eq(creditFacts.orderId, orderId)),
      );
      if ((await statusOf(world, orderId)) === "APPROVED") {
        expect(decided?.status).toBe("fulfilled");
        expect(fact?.receiptId).toBe(receiptId);
        expect(sent).toMatchObject({ status: "rejected", reason: { code: "wrong_state" } });
      } else {
        expect(decided).toMatchObject({ status: "rejected", reason: { code: "superseded" } });
        expect(fact).toBeUndefined();
        const rows = await withTenant(world.bot, (tx) =>
          tx.select().from(receipts).where(eq(receipts.orderId, orderId)),
        );
        expect(rows.find((row) => row.messageId === messageId)?.state).toBe("reading");
      }
    }
  });
});

/** ₦900,000 against a threshold of ₦1,000,000. */
const NINE_TENTHS_KOBO = 90_000_000;

describe("AP-06 a high-value order split into parts", () => {
  it("five of 0.9 × the threshold within an hour: the vendor's the first, the owner's from the second on", async () => {
    const world = await makeSalesWorld({ priceKobo: NINE_TENTHS_KOBO });
    const statuses: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      const { orderId } = await checkedOrderIn(world);
      statuses.push(await statusOf(world, orderId));
      const approval = reviewReceipt(world.vendor, { orderId, action: "approve", credit_seen: true });
      if (at === 0) expect(await approval).toMatchObject({ order_status: "APPROVED" });
      else await expect(approval).rejects.toMatchObject({ code: "escalated" });
    }
    expect(statuses).toEqual(["RECEIPT_UPLOADED", ...Array(4).fill("ESCALATED")]);
    const rows = await withTenant(world.bot, (tx) =>
      tx.select().from(escalations).orderBy(escalations.createdAt),
    );
    expect(rows.map((row) => row.reason)).toEqual(Array(4).fill("sum"));
    expect(rows.map((row) => row.addsUp?.sumKobo)).toEqual([2, 3, 4, 5].map((n) => n * NINE_TENTHS_KOBO));
  });

  it("the second needs her code, and with it is released", async () => {
    const world = await makeSalesWorld({ priceKobo: NINE_TENTHS_KOBO });
    await checkedOrderIn(world);
    const { orderId, escalationId } = await escalatedIn(world);
    await expect(
      decideEscalation(world.ceo, { escalationId, action: "approve", credit_seen: true }),
    ).rejects.toMatchObject({ code: "step_up_required" });
    const { challenge_id, otp } = await codeFor(world.ceo, escalationId, "approve");
    await decideEscalation(world.ceo, {
      escalationId,
      action: "approve",
      credit_seen: true,
      challenge_id,
      otp,
    });
    expect(await statusOf(world, orderId)).toBe("APPROVED");
  });

  it("the control: one of them a day, each is the vendor's", async () => {
    const world = await makeSalesWorld({ priceKobo: NINE_TENTHS_KOBO });
    for (let day = 0; day < 3; day += 1) {
      const { orderId } = await checkedOrderIn(world);
      expect(await statusOf(world, orderId)).toBe("RECEIPT_UPLOADED");
      await withTenant(world.bot, (tx) =>
        tx.update(receipts).set({ createdAt: sql`created_at - interval '25 hours'` }),
      );
    }
  });

  it("of one order split in three that come in the same moment, no more than the first is the vendor's", async () => {
    const world = await makeSalesWorld({ priceKobo: 50_000_000 });
    const placed = await Promise.all([1, 2, 3].map(() => checkedOrderIn(world)));
    const statuses = await Promise.all(placed.map(({ orderId }) => statusOf(world, orderId)));
    expect(statuses.filter((status) => status === "RECEIPT_UPLOADED")).toHaveLength(1);
    expect(statuses.filter((status) => status === "ESCALATED")).toHaveLength(2);
  });
});

async function openOffer(of: Bargain): Promise<string> {
  const { offer_id } = await answers(of.world.vendor, of.orderId, {
    quick_action: "counter_offer",
    amount_kobo: 115_000_000,
  });
  return offer_id ?? "";
}

const take = (of: Bargain, offerId: string) =>
  withTenant(of.world.bot, (tx) =>
    acceptOffer(tx, buyerOf(of.world), { orderId: of.orderId, offerId, acceptedById: of.world.contactId }),
  );

describe("AP-02 the buyer takes a price in the second in which it expires", () => {
  it("the database's clock decides, for all who ask: taken in time or over, and the order says the same", async () => {
    const ends = { inTime: 0, over: 0 };
    for (let round = 0; round < 8; round += 1) {
      const of = await bargain();
      const offerId = await openOffer(of);
      await withTenant(of.world.bot, (tx) =>
        tx
          .update(offers)
          .set({ expiresAt: sql`clock_timestamp() + make_interval(secs => ${round * 0.008})` })
          .where(eq(offers.id, offerId)),
      );
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => take(of, offerId)));
      const [offer] = (await offersOf(of)).filter((one) => one.id === offerId);
      const order = await orderOf(of);
      if (offer?.state === "accepted") {
        expect(tally(outcomes)).toEqual({ done: 1, offer_over: 5 });
        expect(offer.decidedAt?.getTime()).toBeLessThanOrEqual(offer.expiresAt.getTime());
        expect(order).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: 115_000_000 });
        ends.inTime += 1;
      } else {
        expect(tally(outcomes)).toEqual({ offer_over: 6 });
        expect(order).toMatchObject({ status: "NEGOTIATING", totalKobo: 125_000_000 });
        ends.over += 1;
      }
    }
    // The first has no time left at all.
    expect(ends.over).toBeGreaterThan(0);
  });

  it("the control: with time left one of six takes it", async () => {
    const of = await bargain();
    const offerId = await openOffer(of);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => take(of, offerId)));
    expect(tally(outcomes)).toEqual({ done: 1, offer_over: 5 });
  });
});

describe("AP-02 two vendors answer at once", () => {
  it("with two prices: one is open, the other made way, and the buyer is offered what is open", async () => {
    for (let round = 0; round < 5; round += 1) {
      const of = await bargain();
      const price = (ctx: MemberContext, amount_kobo: number) =>
        answers(ctx, of.orderId, { quick_action: "counter_offer", amount_kobo });
      const outcomes = await Promise.allSettled([
        price(of.world.vendor, 115_000_000),
        price(of.world.ceo, 118_000_000),
      ]);
      expect(tally(outcomes)).toEqual({ done: 2 });
      const rows = await offersOf(of);
      expect(rows.map((row) => row.state).sort()).toEqual(["open", "superseded"]);
      const lost = rows.find((row) => row.state === "superseded")?.id ?? "";
      await expect(take(of, lost)).rejects.toMatchObject({ code: "offer_over" });
      const won = rows.find((row) => row.state === "open");
      await take(of, won?.id ?? "");
      expect(await orderOf(of)).toMatchObject({ totalKobo: won?.totalKobo, status: "AWAITING_PAYMENT" });
    }
  });
});
