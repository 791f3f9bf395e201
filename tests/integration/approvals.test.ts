import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { orderTransitions } from "@/db/schema/order-papers";
import { vendors } from "@/db/schema/people";
import { escalations, receipts } from "@/db/schema/proof";
import { creditFacts } from "@/db/schema/receipt-facts";
import { orders, products } from "@/db/schema/sales";
import { newId } from "@/lib/ids";
import { advanceOrder } from "@/lib/orders/advance-order";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { getOrderDto } from "@/lib/orders/queries";
import { ORDER_MOVES } from "@/lib/orders/rules";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { reviewInput } from "@/lib/receipts/schema";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import type { MemberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import {
  auditOf,
  checkedOrderIn,
  checkedReceipt,
  makeSalesWorld,
  orderIn,
  pictureFrom,
  type SalesWorld,
  setTestEnvironment,
  toldTo,
} from "../support/sales-world";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const approve = (ctx: MemberContext, orderId: string, more = {}) =>
  reviewReceipt(ctx, { orderId, action: "approve", credit_seen: true, ...more });

const codesOf = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((one) => (one.status === "rejected" ? [(one.reason as { code: string }).code] : []));

async function statusOf(world: SalesWorld, orderId: string) {
  return (await withTenant(world.bot, (tx) => getOrderDto(tx, orderId))).status;
}

describe("approving", () => {
  it("releases the order on the vendor's word, takes the stock, tells the buyer and leaves its entry", async () => {
    const world = await makeSalesWorld({ stock: 5 });
    const { orderId, receiptId } = await checkedOrderIn(world, { quantity: 2 });
    const result = await approve(world.vendor, orderId, { receipt_id: receiptId });
    expect(result).toMatchObject({ order_status: "APPROVED", receipt_state: "approved", short: [] });
    const [fact] = await withTenant(world.bot, (tx) => tx.select().from(creditFacts));
    expect(fact).toMatchObject({
      orderId,
      receiptId,
      kind: "vendor_attestation",
      actorId: world.vendorId,
      amountKobo: 2_500_000,
    });
    const [product] = await withTenant(world.bot, (tx) => tx.select().from(products));
    expect(product?.stock).toBe(3);
    expect(await toldTo(world)).toEqual(["order_approved"]);
    expect((await auditOf(world, orderId)).slice(-2)).toEqual(["RECEIPT_CHECKED", "RECEIPT_APPROVED"]);
  });

  it("P9.6 needs somebody who sees the money; the database refuses anything else", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    for (const said of [{}, { credit_seen: false }]) {
      const input = reviewInput.parse({ action: "approve", ...said });
      await expect(reviewReceipt(world.vendor, { orderId, ...input })).rejects.toMatchObject({
        code: "credit_required",
        status: 409,
      });
    }
    const byHand = withTenant(world.bot, (tx) =>
      tx.update(orders).set({ status: "APPROVED" }).where(eq(orders.id, orderId)),
    );
    await expect(byHand).rejects.toThrow();
    expect(await statusOf(world, orderId)).toBe("RECEIPT_UPLOADED");
  });

  it("accepts what the bank itself reported instead of the vendor's word", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    const credit = { ceoId: world.ceoId, orderId, kind: "bank_credit" as const, actorId: "monnify" };
    await withTenant(world.bot, (tx) =>
      tx.insert(creditFacts).values({ ...credit, id: newId("creditFact"), amountKobo: 1_000_000 }),
    );
    await expect(reviewReceipt(world.vendor, { orderId, action: "approve" })).rejects.toMatchObject({
      code: "credit_required",
    });
    await withTenant(world.bot, (tx) =>
      tx.insert(creditFacts).values({ ...credit, id: newId("creditFact"), amountKobo: 250_000 }),
    );
    const result = await reviewReceipt(world.vendor, { orderId, action: "approve" });
    expect(result.order_status).toBe("APPROVED");
  });

  it("AP-01 thirty-two at once: one succeeds, the others meet wrong_state, one entry, one message", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    const results = await Promise.allSettled(
      Array.from({ length: 32 }, (_, i) => approve(i % 2 === 0 ? world.vendor : world.ceo, orderId)),
    );
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(codesOf(results)).toEqual(Array(31).fill("wrong_state"));
    const entries = await auditOf(world, orderId);
    expect(entries.filter((action) => action === "RECEIPT_APPROVED")).toHaveLength(1);
    expect(await toldTo(world)).toEqual(["order_approved"]);
    const facts = await withTenant(world.bot, (tx) => tx.select().from(creditFacts));
    expect(facts).toHaveLength(1);
  });

  it("AP-02 approve, reject and cancel at once end as some order of them would", async () => {
    const world = await makeSalesWorld();
    for (let round = 0; round < 25; round += 1) {
      const { orderId } = await checkedOrderIn(world);
      const acts = [
        () => approve(world.vendor, orderId),
        () => reviewReceipt(world.ceo, { orderId, action: "reject", notes: "no money came" }),
        () => withTenant(world.vendor, (tx) => cancelOrder(tx, world.vendor, { orderId })),
      ].sort(() => Math.random() - 0.5);
      const results = await Promise.allSettled(acts.map((act) => act()));
      const moves = await withTenant(world.bot, (tx) =>
        tx.select().from(orderTransitions).where(eq(orderTransitions.orderId, orderId)),
      );
      await expectPath(world, orderId, moves);
      // A rejected order may still be cancelled; nothing else leaves room for a second success.
      const done = results.filter((one) => one.status === "fulfilled").length;
      const isBoth = moves.some((move) => move.fromStatus === "REJECTED" && move.toStatus === "CANCELLED");
      expect(done).toBe(isBoth ? 2 : 1);
      expect(new Set(codesOf(results))).toEqual(new Set(["wrong_state"]));
    }
  }, 90_000);

  it("AP-10 is not for the buyer's own hand", async () => {
    const world = await makeSalesWorld({ buyerPhone: "+2348035550001" });
    const { orderId } = await checkedOrderIn(world);
    await withTenant(world.bot, (tx) =>
      tx.update(vendors).set({ phone: "+2348035550001" }).where(eq(vendors.id, world.vendorId)),
    );
    for (const action of ["approve", "reject", "flag"] as const) {
      const act = reviewReceipt(world.vendor, { orderId, action, credit_seen: true, notes: "mine" });
      await expect(act).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await statusOf(world, orderId)).toBe("RECEIPT_UPLOADED");
  });

  it("AZ-13 does not reach a colleague's order, nor AZ-02 another business's", async () => {
    const world = await makeSalesWorld();
    const other = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    const colleague = { ...world.vendor, vendorScope: newId("vendor") } as MemberContext;
    for (const ctx of [colleague, other.vendor, other.ceo]) {
      await expect(approve(ctx, orderId)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await statusOf(world, orderId)).toBe("RECEIPT_UPLOADED");
  });

  it("is about the receipt that was looked at", async () => {
    const world = await makeSalesWorld();
    const { orderId, receiptId } = await checkedOrderIn(world);
    const newer = await checkedReceipt(world, orderId);
    await expect(approve(world.vendor, orderId, { receipt_id: receiptId })).rejects.toMatchObject({
      code: "superseded",
    });
    expect((await approve(world.vendor, orderId, { receipt_id: newer })).receipt_id).toBe(newer);
  });

  it("waits until the file has been read", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const messageId = await pictureFrom(world);
    await withTenant(world.bot, (tx) => submitReceipt(tx, world.bot, { orderId: order.id, messageId }));
    await expect(approve(world.vendor, order.id)).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("tells what is short when more was sold than there is", async () => {
    const world = await makeSalesWorld({ stock: 3 });
    const first = await checkedOrderIn(world, { quantity: 2 });
    const second = await checkedOrderIn(world, { quantity: 2 });
    await approve(world.vendor, first.orderId);
    const result = await approve(world.vendor, second.orderId);
    expect(result.short).toEqual([{ product_id: world.productId, name: "Red ankara dress", missing: 1 }]);
  });
});

describe("rejecting", () => {
  it("tells the buyer why, who may send another, and that one may be approved", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    const result = await reviewReceipt(world.vendor, {
      orderId,
      action: "reject",
      notes: "The amount differs.",
    });
    expect(result).toMatchObject({ order_status: "REJECTED", receipt_state: "rejected" });
    expect(await toldTo(world)).toEqual(["order_rejected"]);
    await checkedReceipt(world, orderId);
    expect((await approve(world.vendor, orderId)).order_status).toBe("APPROVED");
    const moves = await withTenant(world.bot, (tx) =>
      tx.select().from(orderTransitions).where(eq(orderTransitions.orderId, orderId)),
    );
    await expectPath(world, orderId, moves);
  });

  it("needs a reason, and one without account numbers of strangers", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    for (const notes of [undefined, "Pay to 0123456789 Opay instead", "send to 0123-456 789 pls"]) {
      await expect(reviewReceipt(world.vendor, { orderId, action: "reject", notes })).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
    const own = await reviewReceipt(world.vendor, {
      orderId,
      action: "reject",
      notes: "It was not paid to 0000014579",
    });
    expect(own.order_status).toBe("REJECTED");
  });

  it("twice is once", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    const reject = () => reviewReceipt(world.vendor, { orderId, action: "reject", notes: "no money" });
    const results = await Promise.allSettled([reject(), reject(), reject()]);
    expect(codesOf(results)).toEqual(["wrong_state", "wrong_state"]);
    expect(await toldTo(world)).toEqual(["order_rejected"]);
  });
});

describe("what is above the vendor", () => {
  it("goes to the CEO when the proof is read; the vendor's word is kept, and releases nothing", async () => {
    const world = await makeSalesWorld({ priceKobo: 50_000_000 });
    const { orderId, receiptId } = await checkedOrderIn(world, { quantity: 2 });
    expect(await statusOf(world, orderId)).toBe("ESCALATED");
    for (let tap = 0; tap < 2; tap += 1) {
      await expect(approve(world.vendor, orderId)).rejects.toMatchObject({ code: "escalated", status: 409 });
    }
    const facts = await withTenant(world.bot, (tx) => tx.select().from(creditFacts));
    expect(facts).toMatchObject([{ kind: "vendor_attestation", receiptId, amountKobo: 100_000_000 }]);
    const [opened] = await withTenant(world.bot, (tx) => tx.select().from(escalations));
    expect(opened).toMatchObject({ orderId, receiptId, reason: "amount", state: "PENDING_CEO_APPROVAL" });
    const audited = await auditOf(world, orderId);
    expect(audited).toContain("ESCALATION_CREATED");
    expect(audited.filter((action) => action === "RECEIPT_CREDIT_SEEN")).toHaveLength(1);
    expect(await statusOf(world, orderId)).toBe("ESCALATED");
  });

  it("one kobo below the threshold is the vendor's", async () => {
    const world = await makeSalesWorld({ priceKobo: 99_999_999 });
    const { orderId } = await checkedOrderIn(world);
    expect((await approve(world.vendor, orderId)).order_status).toBe("APPROVED");
  });

  it("flagging puts the order before the CEO, who is told by SMS and email", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    const result = await reviewReceipt(world.vendor, { orderId, action: "flag", notes: "Looks edited." });
    expect(result).toMatchObject({ order_status: "ESCALATED", receipt_state: "escalated" });
    expect(result.escalation_id).toMatch(/^esc_/);
    await expect(approve(world.vendor, orderId)).rejects.toMatchObject({ code: "escalated" });
    const [receipt] = await withTenant(world.bot, (tx) =>
      tx.select().from(receipts).where(eq(receipts.orderId, orderId)),
    );
    expect(receipt?.state).toBe("escalated");
    expect((await auditOf(world, orderId)).slice(-3)).toEqual([
      "ESCALATION_CREATED",
      "RECEIPT_FLAGGED",
      "RECEIPT_CREDIT_SEEN",
    ]);
    expect(await noticesOf(world)).toEqual(["email", "sms"]);
  });
});

describe("after approval", () => {
  it("the address is confirmed once, the parcel goes and arrives, and each is told", async () => {
    const world = await makeSalesWorld();
    const { orderId } = await checkedOrderIn(world);
    await approve(world.vendor, orderId);
    const yes = () => withTenant(world.bot, (tx) => confirmAddress(tx, world.bot, { orderId }));
    const confirmed = await yes();
    await yes();
    expect(confirmed.deliverBy?.getTime()).toBe(
      (confirmed.addressConfirmedAt?.getTime() ?? 0) + 3 * 86_400_000,
    );
    const advance = (status: "SHIPPED" | "DELIVERED") =>
      withTenant(world.vendor, (tx) =>
        advanceOrder(tx, world.vendor, { orderId, status, carrier: "GIG", tracking: "GIG-77" }),
      );
    await expect(advance("DELIVERED")).rejects.toMatchObject({ code: "wrong_state" });
    await advance("SHIPPED");
    await expect(advance("SHIPPED")).rejects.toMatchObject({ code: "wrong_state" });
    await advance("DELIVERED");
    expect(await toldTo(world)).toEqual(["order_approved", "order_shipped", "order_delivered"]);
    expect((await auditOf(world, orderId)).slice(-3)).toEqual([
      "ORDER_CONFIRMED",
      "ORDER_SHIPPED",
      "ORDER_DELIVERED",
    ]);
    await expect(
      withTenant(world.ceo, (tx) => cancelOrder(tx, world.ceo, { orderId })),
    ).rejects.toMatchObject({ code: "wrong_state" });
  });
});

type Move = typeof orderTransitions.$inferSelect;

/** The order's history can be read as one path of the table of moves that ends where the order stands. */
async function expectPath(world: SalesWorld, orderId: string, moves: Move[]): Promise<void> {
  for (const { fromStatus: from, toStatus: to } of moves) {
    if (from !== null) expect(ORDER_MOVES).toContainEqual(expect.objectContaining({ from, to }));
  }
  expect(endsOf(null, moves)).toContain(await statusOf(world, orderId));
}

/** Where walks that use every move once, beginning at `at`, can end. */
function endsOf(at: string | null, left: Move[]): (string | null)[] {
  if (left.length === 0) return [at];
  return left.flatMap((move, index) =>
    move.fromStatus === at ? endsOf(move.toStatus, left.toSpliced(index, 1)) : [],
  );
}

async function noticesOf(world: SalesWorld): Promise<string[]> {
  const { notices } = await import("@/db/schema/work");
  const { withPlatform } = await import("@/lib/tenancy/with-tenant");
  const rows = await withPlatform((tx) => tx.select().from(notices).where(eq(notices.ceoId, world.ceoId)));
  return rows.map((row) => row.way).sort();
}
