import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as paperRoute from "@/app/t/[token]/invoice/route";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { conversationEvents, messages } from "@/db/schema/messages";
import { confirmations, invoices, orderDisputes } from "@/db/schema/order-papers";
import { auditEntries } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { notices } from "@/db/schema/work";
import { takeTurn } from "@/lib/conversation/take-turn";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { tellDispute } from "@/lib/escalations/tell-dispute";
import { newId } from "@/lib/ids";
import { placeOf } from "@/lib/notices/queue-notice";
import { noticeWords } from "@/lib/notices/words";
import { advanceOrder } from "@/lib/orders/advance-order";
import { confirmAddress } from "@/lib/orders/confirm-address";
import { confirmDelivery } from "@/lib/orders/confirm-delivery";
import { openDispute } from "@/lib/orders/open-dispute";
import { openInvoice } from "@/lib/orders/open-invoice";
import { findPublicLink, publicLinkOf } from "@/lib/orders/public-link";
import { readPublicOrder } from "@/lib/orders/public-order";
import { settleDispute } from "@/lib/orders/settle-dispute";
import { getOrder } from "@/lib/orders/views";
import { invoiceNumber, loadInvoice } from "@/lib/receipts/invoice-facts";
import { issueConfirmation } from "@/lib/receipts/issue-confirmation";
import { issueInvoice } from "@/lib/receipts/issue-invoice";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { store } from "@/lib/storage/store";
import { actingAs } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import {
  auditOf,
  checkedOrderIn,
  makeSalesWorld,
  type SalesWorld,
  setTestEnvironment,
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

async function orderAt(world: SalesWorld, status: "CONFIRMED" | "SHIPPED" | "DELIVERED"): Promise<string> {
  const { orderId } = await checkedOrderIn(world);
  await reviewReceipt(world.vendor, { orderId, action: "approve", credit_seen: true });
  await withTenant(world.bot, (tx) => confirmAddress(tx, world.bot, { orderId }));
  for (const step of ["SHIPPED", "DELIVERED"] as const) {
    if (status === "CONFIRMED" || (status === "SHIPPED" && step === "DELIVERED")) break;
    await withTenant(world.vendor, (tx) =>
      advanceOrder(tx, world.vendor, { orderId, status: step, carrier: "GIG Logistics" }),
    );
  }
  return orderId;
}

/** More orders that went the same way, made by the database's owner; gives the ids of all of them. */
async function copiesOf(orderId: string, count: number): Promise<string[]> {
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
  const copy = async (table: string, key: string, change: string) => {
    const columns = await admin<{ name: string }[]>`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await admin.unsafe(
      `insert into ${table} (${names}) select ${columns.map(({ name }) => `made."${name}"`).join(", ")}
       from ${table} t, generate_series(1, ${count}) n,
         jsonb_populate_record(null::${table}, to_jsonb(t) || ${change}) made where t.${key} = $1`,
      [orderId],
    );
  };
  await admin`set session_replication_role = replica`;
  await copy(
    "orders",
    "id",
    "jsonb_build_object('id', t.id || n, 'reference', t.reference || n, 'credit_fact_id', t.credit_fact_id || n)",
  );
  await copy(
    "order_transitions",
    "order_id",
    "jsonb_build_object('id', t.id || n, 'order_id', t.order_id || n)",
  );
  await copy("credit_facts", "order_id", "jsonb_build_object('id', t.id || n, 'order_id', t.order_id || n)");
  await copy("order_items", "order_id", "jsonb_build_object('id', t.id || n, 'order_id', t.order_id || n)");
  const rows = await admin<{ id: string }[]>`select id from orders where starts_with(id, ${orderId})`;
  await admin.end();
  return rows.map(({ id }) => id);
}

const buyerOf = (world: SalesWorld) => actingAs(world.bot, { kind: "contact", id: world.contactId });

const say = (world: SalesWorld, orderId: string, words = "It never came") =>
  withTenant(world.bot, (tx) => openDispute(tx, buyerOf(world), { orderId, words }));
const came = (world: SalesWorld, orderId: string) =>
  withTenant(world.bot, (tx) => confirmDelivery(tx, buyerOf(world), { orderId }));

async function statusOf(world: SalesWorld, orderId: string): Promise<string | undefined> {
  const [row] = await withTenant(world.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
  return row?.status;
}

const countOf = async (world: SalesWorld, orderId: string, action: string) =>
  (await auditOf(world, orderId)).filter((one) => one === action).length;

const toldOf = (world: SalesWorld, kind: string) =>
  withTenant(world.bot, (tx) =>
    tx.select().from(conversationEvents).where(eq(conversationEvents.kind, kind)),
  );

/** A message of the buyer's, taken up with all that waits. */
async function hear(world: SalesWorld, message: { text: string; pressed?: string }): Promise<void> {
  const id = newId("message");
  await withTenant(world.bot, (tx) =>
    tx.insert(messages).values({
      ceoId: world.ceoId,
      id,
      conversationId: world.conversationId,
      channelId: world.channelId,
      externalId: `wamid.${id}`,
      direction: "in",
      author: "contact",
      kind: message.pressed ? "button" : "text",
      text: message.text,
      buttons: message.pressed ? { pressed: message.pressed } : null,
      status: "received",
      providerAt: new Date(),
    }),
  );
  await takeTurn({ ceoId: world.ceoId, conversationId: world.conversationId });
}

const sentIn = (world: SalesWorld) =>
  withTenant(world.bot, (tx) =>
    tx.select().from(messages).where(eq(messages.direction, "out")).orderBy(messages.createdAt),
  );

describe("after delivery, in the chat", () => {
  it("tells carrier and tracking, asks whether it came, and writes the yes down once", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "DELIVERED");
    await takeTurn({ ceoId: world.ceoId, conversationId: world.conversationId });
    const sent = await sentIn(world);
    expect(sent.map((one) => one.text).join("\n")).toContain("GIG Logistics");
    expect(sent.at(-1)?.text).toContain("Did it reach you");
    expect(sent.at(-1)?.buttons).toMatchObject([{ id: `came:${orderId}` }, { id: `wrong:${orderId}` }]);
    await hear(world, { text: "Yes, it came", pressed: `came:${orderId}` });
    await hear(world, { text: "Yes, it came", pressed: `came:${orderId}` });
    expect(await countOf(world, orderId, "DELIVERY_CONFIRMED")).toBe(1);
    expect((await getOrder(world.vendor, orderId)).delivery_confirmed_at).not.toBeNull();
  });

  it("takes the buyer's words of what is wrong, calls a person, and keeps the words out of the log", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "DELIVERED");
    await takeTurn({ ceoId: world.ceoId, conversationId: world.conversationId });
    await hear(world, { text: "Something is wrong", pressed: `wrong:${orderId}` });
    await hear(world, { text: "The zip is broken and a sleeve is missing" });
    const view = await getOrder(world.ceo, orderId);
    expect(view).toMatchObject({ status: "DISPUTED", dispute: { from_status: "DELIVERED" } });
    expect(view.dispute?.words).toBe("Something is wrong\nThe zip is broken and a sleeve is missing");
    const [row] = await withTenant(world.bot, (tx) => tx.select().from(conversations));
    expect(row?.needsPersonSince).not.toBeNull();
    const entries = await withTenant(world.bot, (tx) => tx.select().from(auditEntries));
    expect(entries.some((entry) => entry.action === "ORDER_DISPUTED")).toBe(true);
    expect(
      JSON.stringify(entries, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    ).not.toContain("zip");
  });

  it("puts the papers into the chat as documents, after the words with the link", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "CONFIRMED");
    await issueConfirmation({ ceoId: world.ceoId, orderId });
    await takeTurn({ ceoId: world.ceoId, conversationId: world.conversationId });
    const [words, paper] = (await sentIn(world)).slice(-2);
    expect(words?.text).toContain(publicLinkOf(world.ceoId, orderId, "buyer"));
    const [kept] = await withTenant(world.bot, (tx) => tx.select().from(confirmations));
    expect(paper).toMatchObject({
      kind: "document",
      orderId,
      media: {
        fileKey: kept?.fileKey,
        contentType: "application/pdf",
        filename: expect.stringMatching(/^TG-\w+-confirmation\.pdf$/),
      },
    });
    expect(paper?.text).toContain("Ada's Fashion");
  });
});

describe("a dispute", () => {
  it("and a word that it came, said at once, leave one state and one entry of each kind", async () => {
    const world = await makeSalesWorld();
    for (let round = 0; round < 4; round += 1) {
      const orderId = await orderAt(world, "SHIPPED");
      const ends = await Promise.allSettled([
        came(world, orderId),
        say(world, orderId),
        came(world, orderId),
      ]);
      expect(ends[1].status).toBe("fulfilled");
      expect(await statusOf(world, orderId)).toBe("DISPUTED");
      expect(await countOf(world, orderId, "ORDER_DISPUTED")).toBe(1);
      expect(await countOf(world, orderId, "DELIVERY_CONFIRMED")).toBeLessThanOrEqual(1);
      for (const end of ends) {
        if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "wrong_state" });
      }
    }
  });

  it("is opened once however often it is said at once", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "DELIVERED");
    await Promise.all(Array.from({ length: 8 }, () => say(world, orderId)));
    const rows = await withTenant(world.bot, (tx) => tx.select().from(orderDisputes));
    expect(rows).toMatchObject([{ orderId, words: "It never came", closedAt: null }]);
    expect(await countOf(world, orderId, "ORDER_DISPUTED")).toBe(1);
  });

  it("is told to the owner once, by SMS and email, with a link and without the buyer's words", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "SHIPPED");
    await say(world, orderId, "Chinedu here: the dress is torn");
    const [dispute] = await withTenant(world.bot, (tx) => tx.select().from(orderDisputes));
    const job = { ceoId: world.ceoId, disputeId: dispute?.id ?? "" };
    const sent = () => withPlatform((tx) => tx.select().from(notices).where(eq(notices.ceoId, world.ceoId)));
    expect(await sent()).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => tellDispute(job)));
    await say(world, orderId, "And the colour is wrong");
    await tellDispute(job);
    const rows = await sent();
    expect(rows.map((row) => row.way).sort()).toEqual(["email", "sms"]);
    for (const row of rows) {
      const content = unseal(env().ENCRYPTION_KEYS, placeOf(row.id, "content"), row.contentSealed);
      const { template, details } = JSON.parse(content);
      const words = noticeWords(template, details);
      expect(words.sms).toContain(`/ceo/orders/${orderId}`);
      expect(words.heading).toMatch(/^Order TG-\w+ is disputed$/);
      expect(JSON.stringify(words)).not.toMatch(/torn|Chinedu/);
    }
  });

  it("that was settled before anybody was told is told to nobody", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "SHIPPED");
    await say(world, orderId);
    const [dispute] = await withTenant(world.bot, (tx) => tx.select().from(orderDisputes));
    await settleDispute(world.vendor, { orderId, note: "Found at the gate" });
    await tellDispute({ ceoId: world.ceoId, disputeId: dispute?.id ?? "" });
    expect(await withPlatform((tx) => tx.$count(notices, eq(notices.ceoId, world.ceoId)))).toBe(0);
  });

  it("is settled by one person, back to where the order stood, and the buyer is told", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "SHIPPED");
    await say(world, orderId);
    const settle = (member = world.vendor) => settleDispute(member, { orderId, note: "Found at the gate" });
    const ends = await Promise.allSettled([settle(), settle(world.ceo), settle(), settle(world.ceo)]);
    expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(1);
    for (const end of ends) {
      if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "wrong_state" });
    }
    const view = await getOrder(world.vendor, orderId);
    expect(view).toMatchObject({
      status: "SHIPPED",
      dispute: null,
      settled_disputes: [{ words: "It never came", note: "Found at the gate" }],
    });
    expect(await countOf(world, orderId, "DISPUTE_SETTLED")).toBe(1);
    expect(await toldOf(world, "dispute_settled")).toHaveLength(1);
  });

  it("leads nowhere but back: the database refuses a step on, and a rewritten word", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "CONFIRMED");
    await say(world, orderId);
    const set = (status: "DELIVERED" | "SHIPPED" | "CONFIRMED") =>
      withTenant(world.bot, (tx) => tx.update(orders).set({ status }).where(eq(orders.id, orderId)));
    await expect(set("DELIVERED")).rejects.toThrow();
    await expect(set("SHIPPED")).rejects.toThrow();
    await expect(
      withTenant(world.bot, (tx) => tx.update(orderDisputes).set({ words: "All is well" })),
    ).rejects.toThrow();
    await settleDispute(world.ceo, { orderId, note: "Sent today" });
    expect(await statusOf(world, orderId)).toBe("CONFIRMED");
  });

  it("is nobody else's: another business and another vendor find nothing", async () => {
    const [world, other] = [await makeSalesWorld(), await makeSalesWorld()];
    const orderId = await orderAt(world, "DELIVERED");
    await issueInvoice({ ceoId: world.ceoId, orderId });
    await say(world, orderId);
    const stranger = { ...world.vendor, vendorScope: world.ownerId };
    for (const member of [other.ceo, other.vendor, stranger]) {
      await expect(settleDispute(member, { orderId, note: "Mine" })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(openInvoice(member, orderId)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await openInvoice(world.vendor, orderId)).toContain("/files/");
    expect(await statusOf(world, orderId)).toBe("DISPUTED");
  });
});

describe("an invoice", () => {
  it("is made once however often the job runs, and opens by the buyer's link", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "DELIVERED");
    const job = { ceoId: world.ceoId, orderId };
    await Promise.all([issueInvoice(job), issueInvoice(job), issueInvoice(job)]);
    await issueInvoice(job);
    const [row, ...others] = await withTenant(world.bot, (tx) => tx.select().from(invoices));
    expect(others).toEqual([]);
    expect(row?.fileKey).toMatch(new RegExp(`^invoices/${world.ceoId}/${orderId}/[0-9a-f]{32}\\.pdf$`));
    const file = await store().get(row?.fileKey ?? "");
    expect(file?.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await countOf(world, orderId, "INVOICE_ISSUED")).toBe(1);
    expect(await toldOf(world, "invoice_ready")).toHaveLength(1);
    expect((await getOrder(world.ceo, orderId)).has_invoice).toBe(true);
    const token = (kind: "buyer" | "qr") => publicLinkOf(world.ceoId, orderId, kind).split("/t/")[1] ?? "";
    expect(await findPublicLink(token("buyer"))).toMatchObject({ orderId, kind: "buyer" });
    const open = (kind: "buyer" | "qr") =>
      paperRoute.GET(new Request(`http://127.0.0.1:3000/t/${token(kind)}/invoice`), {
        params: Promise.resolve({ token: token(kind) }),
      });
    expect((await open("buyer")).status).toBe(302);
    expect((await open("qr")).status).toBe(404);
    const read = async (kind: "buyer" | "qr") =>
      (await readPublicOrder(token(kind), { requestId: "req_t" }))?.has_invoice;
    expect([await read("buyer"), await read("qr")]).toEqual([true, false]);
  });

  it("AP-04 two hundred numbers taken at once, some asked for twice, are 1 to 200: none missing, none double", async () => {
    const world = await makeSalesWorld();
    const ids = await copiesOf(await orderAt(world, "DELIVERED"), 199);
    expect(ids).toHaveLength(200);
    const take = (orderId: string) => withTenant(world.worker, (tx) => loadInvoice(tx, orderId));
    const taken = await Promise.all([...ids, ...ids.slice(0, 20)].map(take));
    const rows = await withTenant(world.bot, (tx) => tx.select().from(invoices));
    const numbers = rows.map((row) => row.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    // Both times an order was asked for it got the number that is kept.
    const kept = new Map(rows.map((row) => [row.orderId, invoiceNumber(row.number)]));
    for (const found of taken) expect(found?.document.number).toBe(kept.get(found?.order.id ?? ""));
  });

  it("numbers count up within the business, also when taken at once", async () => {
    const world = await makeSalesWorld();
    const ids = [];
    for (let at = 0; at < 4; at += 1) ids.push(await orderAt(world, "DELIVERED"));
    await Promise.all(ids.map((orderId) => issueInvoice({ ceoId: world.ceoId, orderId })));
    const rows = await withTenant(world.bot, (tx) => tx.select().from(invoices));
    expect(rows.map((row) => row.number).sort()).toEqual([1, 2, 3, 4]);
  });

  it("waits for a dispute to be settled, and is not made for what is on its way", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "SHIPPED");
    await issueInvoice({ ceoId: world.ceoId, orderId });
    await came(world, orderId);
    await say(world, orderId, "Wrong size");
    await issueInvoice({ ceoId: world.ceoId, orderId });
    expect(await withTenant(world.bot, (tx) => tx.select().from(invoices))).toEqual([]);
    await settleDispute(world.vendor, { orderId, note: "Changed it" });
    await issueInvoice({ ceoId: world.ceoId, orderId });
    expect(await withTenant(world.bot, (tx) => tx.select().from(invoices))).toMatchObject([
      { orderId, number: 1 },
    ]);
  });

  it("goes on with its number after a worker that died before the paper was kept", async () => {
    const world = await makeSalesWorld();
    const orderId = await orderAt(world, "DELIVERED");
    await withTenant(world.bot, (tx) =>
      tx.insert(invoices).values({ ceoId: world.ceoId, orderId, number: 7 }),
    );
    await issueInvoice({ ceoId: world.ceoId, orderId });
    const [row] = await withTenant(world.bot, (tx) => tx.select().from(invoices));
    expect(row).toMatchObject({ number: 7, issuedAt: expect.any(Date) });
    await expect(withTenant(world.bot, (tx) => tx.update(invoices).set({ number: 8 }))).rejects.toThrow();
  });
});
