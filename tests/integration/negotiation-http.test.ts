import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as orderMessages from "@/app/api/vendor/orders/[order_id]/messages/route";
import { closeDatabase } from "@/db/client";
import { conversationEvents } from "@/db/schema/messages";
import { requestKeys } from "@/db/schema/offers";
import { vendors } from "@/db/schema/people";
import { newId } from "@/lib/ids";
import { orderMessages as orderMessagesView } from "@/lib/negotiation/schema";
import { memberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { type RouteHandler, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { type Bargain, bargain, buyerOffers, offersOf, orderOf } from "../support/negotiating";
import { type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

type Who = "nobody" | "vendor" | "colleague" | "ceo" | "otherVendor" | "otherCeo";
let of: Bargain;
let tokens: Record<Who, string | undefined>;

beforeAll(async () => {
  of = await bargain({ quantity: 5 });
  const other = await bargain({ businessName: "Tunde Electronics" });
  tokens = {
    nobody: undefined,
    vendor: await signInAs(of.world.vendor),
    colleague: await signInAs(await colleagueOf(of.world)),
    ceo: await signInAs(of.world.ceo),
    otherVendor: await signInAs(other.world.vendor),
    otherCeo: await signInAs(other.world.ceo),
  };
});

async function colleagueOf(world: SalesWorld) {
  const id = newId("vendor");
  await withTenant(world.bot, (tx) =>
    tx.insert(vendors).values({
      ceoId: world.ceoId,
      id,
      identityId: newId("identity"),
      name: "Bisi",
      phone: "+2348030000077",
    }),
  );
  return memberContext({ ...world.vendor, vendorId: id }, { requestId: newId("request"), ip: "192.0.2.1" });
}

function call(who: Who, options: { body?: unknown; key?: string; orderId?: string } = {}): Promise<Response> {
  const { body, key, orderId = of.orderId } = options;
  const handler: RouteHandler = body === undefined ? orderMessages.GET : orderMessages.POST;
  const token = tokens[who];
  const request = new Request(`http://127.0.0.1:3000/api/vendor/orders/${orderId}/messages`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key ? { "idempotency-key": key } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve({ order_id: orderId }) });
}

const told = () =>
  withTenant(of.world.bot, (tx) =>
    tx
      .select()
      .from(conversationEvents)
      .where(eq(conversationEvents.conversationId, of.world.conversationId)),
  );

describe("GET and POST /api/vendor/orders/{order_id}/messages", () => {
  it("AZ-01 gives the vendor and the CEO the order's conversation, items, price and offers", async () => {
    await buyerOffers(of, 115_000_000);
    for (const who of ["vendor", "ceo"] as const) {
      const answer = await call(who);
      expect(answer.status).toBe(200);
      const { data } = (await answer.json()) as { data: unknown };
      expect(orderMessagesView.parse(data).negotiation).toMatchObject({
        order_id: of.orderId,
        is_open: true,
        total_kobo: 125_000_000,
        items: [{ quantity: 5, unit_price_kobo: 25_000_000 }],
        offers: [{ made_by: "buyer", total_kobo: 115_000_000, state: "open" }],
      });
    }
  });

  it.each([
    ["nobody", 401],
    ["colleague", 404],
    ["otherVendor", 404],
    ["otherCeo", 404],
  ] as const)("AZ-02 shows %s nothing and lets them do nothing", async (who, status) => {
    expect((await call(who)).status).toBe(status);
    for (const body of [{ text: "hello" }, { quick_action: "confirm_price" }, { quick_action: "ask_ceo" }]) {
      expect((await call(who, { body })).status).toBe(status);
    }
    expect(await told()).toEqual([]);
    expect((await orderOf(of)).status).toBe("NEGOTIATING");
  });

  it.each([
    [{}],
    [{ text: "" }],
    [{ text: "x", quick_action: "confirm_price" }],
    [{ quick_action: "give_away" }],
    [{ quick_action: "counter_offer" }],
    [{ quick_action: "counter_offer", amount_kobo: -5 }],
    [{ quick_action: "counter_offer", amount_kobo: 0 }],
    [{ quick_action: "counter_offer", amount_kobo: 1.5 }],
    [{ quick_action: "counter_offer", amount_kobo: 10 ** 15 }],
    [{ quick_action: "counter_offer", amount_kobo: "115000000" }],
    [{ quick_action: "counter_offer", amount_kobo: 5, unit_price_kobo: 5 }],
  ])("refuses %j in words", async (body) => {
    const answer = await call("vendor", { body });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { code: string }).code).toBe("invalid_request");
    expect(await offersOf(of)).toHaveLength(1);
  });

  it("AP-11 a double tap with one key happens once, both get the same answer, another body is refused", async () => {
    const body = { quick_action: "counter_offer", amount_kobo: 120_000_000 };
    const key = "tap-0001-abcd";
    const both = await Promise.all(Array.from({ length: 8 }, () => call("vendor", { body, key })));
    expect(both.map(({ status }) => status)).toEqual(Array(8).fill(202));
    const datas = await Promise.all(both.map(async (answer) => (await answer.json()).data));
    for (const data of datas) expect(data).toEqual(datas[0]);
    expect((await offersOf(of)).filter((offer) => offer.madeBy === "vendor")).toHaveLength(1);
    expect(await told()).toHaveLength(1);

    const other = await call("vendor", { body: { ...body, amount_kobo: 121_000_000 }, key });
    expect(other.status).toBe(422);
    expect(((await other.json()) as { code: string }).code).toBe("key_reused");
    expect((await call("ceo", { body: { text: "And free delivery" }, key })).status).toBe(202);
    expect(await told()).toHaveLength(2);
    expect((await call("vendor", { body, key: "a b" })).status).toBe(400);
  });

  it("AP-11 what failed is not kept: the same key may try again", async () => {
    const body = { quick_action: "counter_offer", amount_kobo: 126_000_001 };
    const key = "tap-0002-abcd";
    expect((await call("vendor", { body, key })).status).toBe(400);
    expect((await call("vendor", { body: { text: "One moment" }, key })).status).toBe(202);
    const kept = await withTenant(of.world.bot, (tx) => tx.select().from(requestKeys));
    expect(kept.filter((row) => row.key === key)).toHaveLength(1);
  });

  it("takes a text with a foreign account and holds it", async () => {
    const answer = await call("vendor", { body: { text: "Pay into 0123456789" } });
    expect(answer.status).toBe(202);
    expect(((await answer.json()) as { data: { held: boolean } }).data.held).toBe(true);
  });
});
