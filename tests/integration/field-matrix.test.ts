import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as orderRoute from "@/app/api/orders/[order_id]/route";
import * as ordersRoute from "@/app/api/orders/route";
import * as negotiationRoute from "@/app/api/vendor/orders/[order_id]/messages/route";
import { closeDatabase } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { ceos } from "@/db/schema/people";
import { products } from "@/db/schema/sales";
import { takeTurn } from "@/lib/conversation/take-turn";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { openDispute } from "@/lib/orders/open-dispute";
import { publicLinkOf } from "@/lib/orders/public-link";
import { readPublicOrder } from "@/lib/orders/public-order";
import { settleDispute } from "@/lib/orders/settle-dispute";
import { issueConfirmation } from "@/lib/receipts/issue-confirmation";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, type RouteHandler, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);

/** What is known of one order, each by a value that stands nowhere else. */
const FACTS = {
  reference: "",
  "buyer's name": "Chinedu",
  "buyer's whole phone": "8031239876",
  "buyer's phone, masked": "***9876",
  address: "123 Lagos St",
  goods: "Red ankara dress",
  total: "1337700",
  "account it was sent": "0000014579",
  vendor: "",
  "least price": "1234321",
  "words of a dispute": "a torn sleeve",
  "note of the shop": "refunded half in cash",
  verdict: '"verdict":"check_by_hand"',
  "the owner's limit": "98765400",
};
type Fact = keyof typeof FACTS;

let world: SalesWorld;
const seen: Record<string, string> = {};

beforeAll(async () => {
  world = await makeSalesWorld({
    priceKobo: 1_337_700,
    thresholdKobo: 98_765_400,
    buyerPhone: "+2348031239876",
  });
  const { bot, ceoId, conversationId } = world;
  await withTenant(bot, (tx) => tx.update(products).set({ floorPriceKobo: 1_234_321 }));
  const { orderId, reference } = await checkedOrderIn(world);
  Object.assign(FACTS, { reference, vendor: world.vendorId });
  await reviewReceipt(world.vendor, { orderId, action: "approve", credit_seen: true });
  await withTenant(bot, (tx) => confirmAddress(tx, bot, { orderId }));
  await issueConfirmation({ ceoId, orderId });
  await withTenant(bot, (tx) => openDispute(tx, bot, { orderId, words: "a torn sleeve" }));
  await settleDispute(world.vendor, { orderId, note: "refunded half in cash" });
  await takeTurn({ ceoId, conversationId });

  for (const kind of ["qr", "buyer"] as const) {
    const token = publicLinkOf(ceoId, orderId, kind).split("/t/")[1] ?? "";
    seen[`${kind} page`] = JSON.stringify(await readPublicOrder(token, { requestId: "req_fields" }));
  }
  const said = await withTenant(bot, (tx) => tx.select().from(messages).where(eq(messages.direction, "out")));
  seen["buyer's chat"] = said.map(({ text }) => text).join("\n");
  for (const [who, member] of [
    ["vendor", world.vendor],
    ["ceo", world.ceo],
  ] as const) {
    const token = await signInAs(member);
    const ask = async (handler: RouteHandler, path: string, params = {}) =>
      (await askRoute(handler, { path, params, token })).text();
    seen[`${who}, list`] = await ask(ordersRoute.GET, "/api/orders");
    seen[`${who}, order`] = await ask(orderRoute.GET, `/api/orders/${orderId}`, { order_id: orderId });
    seen[`${who}, price`] = await ask(negotiationRoute.GET, `/api/vendor/orders/${orderId}/messages`, {
      order_id: orderId,
    });
  }
});

/** Who may read what. What is not named here is shown to nobody. */
const SHOWN: Record<string, Fact[]> = {
  "qr page": ["reference"],
  "buyer page": ["reference", "goods", "total"],
  "vendor, list": [
    "reference",
    "buyer's name",
    "buyer's phone, masked",
    "goods",
    "total",
    "vendor",
    "verdict",
  ],
  "ceo, list": ["reference", "buyer's name", "buyer's phone, masked", "goods", "total", "vendor", "verdict"],
  "vendor, order": [
    "reference",
    "buyer's name",
    "buyer's phone, masked",
    "address",
    "goods",
    "total",
    "account it was sent",
    "vendor",
    "words of a dispute",
    "note of the shop",
    "verdict",
  ],
  "ceo, order": [
    "reference",
    "buyer's name",
    "buyer's phone, masked",
    "address",
    "goods",
    "total",
    "account it was sent",
    "vendor",
    "words of a dispute",
    "note of the shop",
    "verdict",
  ],
};

describe("AZ-06 who reads which field of an order", () => {
  it.each(Object.keys(SHOWN))("%s", (place) => {
    const found = (Object.keys(FACTS) as Fact[]).filter((fact) => seen[place]?.includes(FACTS[fact]));
    expect(found.sort()).toEqual([...(SHOWN[place] ?? [])].sort());
  });

  it("tells the least price to who bargains for the shop, and to no buyer in any way", async () => {
    for (const who of ["vendor, price", "ceo, price"]) expect(seen[who]).toContain(FACTS["least price"]);
    for (const place of ["qr page", "buyer page", "buyer's chat"]) {
      expect(seen[place]).not.toContain(FACTS["least price"]);
      expect(seen[place]).not.toContain("12,343.21");
      for (const secret of ["note of the shop", "the owner's limit", "verdict", "vendor"] as const) {
        expect(seen[place]).not.toContain(FACTS[secret]);
      }
    }
    // The control: the chat said something about this order, and the limit is the owner's to read.
    expect(seen["buyer's chat"]).toContain(FACTS.reference);
    const [own] = await withTenant(world.ceo, (tx) => tx.select().from(ceos));
    expect(JSON.stringify(own)).toContain(FACTS["the owner's limit"]);
  });
});
