import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { orderTransitions } from "@/db/schema/order-papers";
import { vendors } from "@/db/schema/people";
import { ORDER_STATUSES, products } from "@/db/schema/sales";
import { newId } from "@/lib/ids";
import { advanceOrder } from "@/lib/orders/advance-order";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { changeAddress } from "@/lib/orders/change-address";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { placeOrder } from "@/lib/orders/place-order";
import { findOrderByReference, getOrderDto, openOrdersOfContact } from "@/lib/orders/queries";
import { ORDER_MOVES } from "@/lib/orders/rules";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import {
  auditOf,
  makeSalesWorld,
  orderIn,
  pictureFrom,
  type SalesWorld,
  setTestEnvironment,
  toldTo,
} from "../support/sales-world";

let ada: SalesWorld;
let tunde: SalesWorld;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  ada = await makeSalesWorld();
  tunde = await makeSalesWorld({ businessName: "Tunde Tech" });
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

describe("the table of moves", () => {
  it("is the database's own, for every pair of states", async () => {
    for (const from of ORDER_STATUSES) {
      for (const to of ORDER_STATUSES) {
        const [row] = await rawSql()`select order_move_allowed(${from}, ${to}) as allowed`;
        const inTable = ORDER_MOVES.some((move) => move.from === from && move.to === to);
        expect(`${from}>${to} ${row?.allowed}`).toBe(`${from}>${to} ${inTable}`);
      }
    }
  });
});

describe("placing an order", () => {
  it("takes price, fee and account of now, and leaves its audit entry", async () => {
    const order = await orderIn(ada, 2);
    expect(order).toMatchObject({
      status: "AWAITING_PAYMENT",
      totalKobo: 2_500_000,
      vendorId: ada.vendorId,
      bankAccount: { bankName: "First Bank", accountNumber: "0000014579", accountName: "ADA FASHION" },
      items: [{ name: "Red ankara dress", quantity: 2, unitPriceKobo: 1_250_000 }],
    });
    expect(order.reference).toMatch(/^TG-/);
    expect(await auditOf(ada, order.id)).toEqual(["ORDER_PLACED"]);
    const [conversation] = await withTenant(ada.bot, (tx) =>
      tx.select().from(conversations).where(eq(conversations.id, ada.conversationId)),
    );
    expect(conversation?.vendorId).toBe(ada.vendorId);
  });

  it("keeps the price it was placed at", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    await withTenant(world.bot, (tx) => tx.update(products).set({ priceKobo: 9_900_000 }));
    const after = await withTenant(world.bot, (tx) => getOrderDto(tx, order.id));
    expect(after.totalKobo).toBe(1_250_000);
  });

  it("is the bot's alone", async () => {
    const input = {
      contactId: ada.contactId,
      conversationId: ada.conversationId,
      buyerName: "Chinedu",
      address: null,
      items: [{ productId: ada.productId, quantity: 1 }],
    };
    await expect(withTenant(ada.vendor, (tx) => placeOrder(tx, ada.vendor, input))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("AZ-02 finds neither another business's product nor its conversation", async () => {
    const base = { buyerName: "Chinedu", address: null };
    const foreignProduct = {
      ...base,
      contactId: ada.contactId,
      conversationId: ada.conversationId,
      items: [{ productId: tunde.productId, quantity: 1 }],
    };
    const foreignTalk = {
      ...base,
      contactId: tunde.contactId,
      conversationId: tunde.conversationId,
      items: [{ productId: ada.productId, quantity: 1 }],
    };
    for (const input of [foreignProduct, foreignTalk]) {
      await expect(withTenant(ada.bot, (tx) => placeOrder(tx, ada.bot, input))).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });

  it("refuses more than there is, and what is not on offer", async () => {
    const world = await makeSalesWorld({ stock: 2 });
    await expect(orderIn(world, 3)).rejects.toMatchObject({ code: "conflict" });
    await withTenant(world.bot, (tx) => tx.update(products).set({ active: false }));
    await expect(orderIn(world, 1)).rejects.toMatchObject({ code: "conflict" });
  });

  it("goes to the least loaded of staff, and to the CEO when there is none", async () => {
    const world = await makeSalesWorld();
    const second = newId("vendor");
    await withTenant(world.bot, async (tx) => {
      await tx.update(products).set({ vendorId: null });
      await tx.insert(vendors).values({
        ceoId: world.ceoId,
        id: second,
        identityId: "idn_second",
        name: "Second vendor",
        phone: "+2348030000009",
      });
    });
    const first = await orderIn(world);
    const next = await orderIn(world);
    expect(new Set([first.vendorId, next.vendorId])).toEqual(new Set([world.vendorId, second]));
    await withTenant(world.bot, (tx) =>
      tx.update(vendors).set({ status: "suspended" }).where(eq(vendors.isOwner, false)),
    );
    expect((await orderIn(world)).vendorId).toBe(world.ownerId);
  });

  it("gives two hundred orders two hundred references", async () => {
    const world = await makeSalesWorld();
    const placed = await Promise.all(Array.from({ length: 200 }, () => orderIn(world)));
    expect(new Set(placed.map((order) => order.reference)).size).toBe(200);
  });
});

describe("a buyer's orders", () => {
  it("are found by reference by their own buyer alone", async () => {
    const order = await orderIn(ada);
    const typed = order.reference.toLowerCase().replace("-", " ");
    const mine = await withTenant(ada.bot, (tx) => findOrderByReference(tx, ada.contactId, typed));
    expect(mine?.id).toBe(order.id);
    const stranger = await withTenant(ada.bot, (tx) => findOrderByReference(tx, newId("contact"), typed));
    expect(stranger).toBeNull();
    const elsewhere = await withTenant(tunde.bot, (tx) => findOrderByReference(tx, ada.contactId, typed));
    expect(elsewhere).toBeNull();
  });

  it("that are open are listed, the newest first", async () => {
    const world = await makeSalesWorld();
    const first = await orderIn(world);
    const second = await orderIn(world);
    await withTenant(world.bot, (tx) => cancelOrder(tx, world.bot, { orderId: first.id }));
    const third = await orderIn(world);
    const open = await withTenant(world.bot, (tx) => openOrdersOfContact(tx, world.contactId));
    expect(open.map((order) => order.id)).toEqual([third.id, second.id]);
  });
});

describe("cancelling", () => {
  it("by staff tells the buyer, and twice is refused", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const cancel = () =>
      withTenant(world.vendor, (tx) =>
        cancelOrder(tx, world.vendor, { orderId: order.id, reason: "out of stock" }),
      );
    expect((await cancel()).status).toBe("CANCELLED");
    await expect(cancel()).rejects.toMatchObject({ code: "wrong_state" });
    expect(await toldTo(world)).toEqual(["order_cancelled"]);
    expect(await auditOf(world, order.id)).toEqual(["ORDER_PLACED", "ORDER_CANCELLED"]);
  });

  it("by the buyer in chat is answered by the turn itself", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    await withTenant(world.bot, (tx) => cancelOrder(tx, world.bot, { orderId: order.id }));
    expect(await toldTo(world)).toEqual([]);
  });

  it("AZ-13 does not find a colleague's order, nor another business's", async () => {
    const order = await orderIn(ada);
    const colleague = { ...ada.vendor, vendorScope: newId("vendor") } as typeof ada.vendor;
    for (const ctx of [colleague, tunde.ceo, tunde.vendor]) {
      await expect(
        withTenant(ctx, (tx) => cancelOrder(tx, ctx, { orderId: order.id })),
      ).rejects.toMatchObject({
        code: "not_found",
      });
    }
    const untouched = await withTenant(ada.bot, (tx) => getOrderDto(tx, order.id));
    expect(untouched.status).toBe("AWAITING_PAYMENT");
  });
});

describe("an address", () => {
  it("changes before the parcel leaves, once", async () => {
    const order = await orderIn(ada);
    const change = () =>
      withTenant(ada.bot, (tx) =>
        changeAddress(tx, ada.bot, { orderId: order.id, address: "12 Adeola Odeku, VI" }),
      );
    expect((await change()).address).toBe("12 Adeola Odeku, VI");
    await change();
    expect(await auditOf(ada, order.id)).toEqual(["ORDER_PLACED", "ORDER_ADDRESS_CHANGED"]);
  });

  it("cannot be confirmed, nor the parcel sent, before the money is approved", async () => {
    const order = await orderIn(ada);
    const confirm = withTenant(ada.bot, (tx) => confirmAddress(tx, ada.bot, { orderId: order.id }));
    await expect(confirm).rejects.toMatchObject({ code: "wrong_state" });
    const ship = withTenant(ada.vendor, (tx) =>
      advanceOrder(tx, ada.vendor, { orderId: order.id, status: "SHIPPED" }),
    );
    await expect(ship).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a proof of payment", () => {
  it("moves the order to RECEIPT_UPLOADED and no further, once a message", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const messageId = await pictureFrom(world);
    const submit = () =>
      withTenant(world.bot, (tx) => submitReceipt(tx, world.bot, { orderId: order.id, messageId }));
    const first = await submit();
    const again = await submit();
    expect(first).toMatchObject({ repeated: false, replaced: false });
    expect(again).toMatchObject({ receiptId: first.receiptId, repeated: true });
    const moves = await withTenant(world.bot, (tx) =>
      tx.select().from(orderTransitions).where(eq(orderTransitions.orderId, order.id)),
    );
    expect(moves.map((move) => move.toStatus).sort()).toEqual(["AWAITING_PAYMENT", "RECEIPT_UPLOADED"]);
    expect(await auditOf(world, order.id)).toEqual(["ORDER_PLACED", "RECEIPT_UPLOADED"]);
  });

  it("AP-03 of sixteen at once leaves one current and moves the order once", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const ids = await Promise.all(Array.from({ length: 16 }, () => pictureFrom(world)));
    await Promise.all(
      ids.map((messageId) =>
        withTenant(world.bot, (tx) => submitReceipt(tx, world.bot, { orderId: order.id, messageId })),
      ),
    );
    const states = await rawStates(world, order.id);
    expect(states.filter((state) => state === "reading")).toHaveLength(1);
    expect(states.filter((state) => state === "superseded")).toHaveLength(15);
    const moves = await withTenant(world.bot, (tx) =>
      tx.select().from(orderTransitions).where(eq(orderTransitions.orderId, order.id)),
    );
    expect(moves).toHaveLength(2);
  });

  it("AZ-02 must be the order's own buyer's message", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const foreign = await pictureFrom(tunde);
    for (const messageId of [foreign, newId("message")]) {
      const submit = withTenant(world.bot, (tx) =>
        submitReceipt(tx, world.bot, { orderId: order.id, messageId }),
      );
      await expect(submit).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("is not taken for a cancelled order", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    await withTenant(world.bot, (tx) => cancelOrder(tx, world.bot, { orderId: order.id }));
    const messageId = await pictureFrom(world);
    const submit = withTenant(world.bot, (tx) =>
      submitReceipt(tx, world.bot, { orderId: order.id, messageId }),
    );
    await expect(submit).rejects.toMatchObject({ code: "wrong_state" });
  });
});

async function rawStates(world: SalesWorld, orderId: string): Promise<string[]> {
  const { receipts } = await import("@/db/schema/proof");
  const rows = await withTenant(world.bot, (tx) =>
    tx.select({ state: receipts.state }).from(receipts).where(eq(receipts.orderId, orderId)),
  );
  return rows.map((row) => row.state);
}
