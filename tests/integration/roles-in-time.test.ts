import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as challenges from "@/app/api/auth/challenges/route";
import * as everywhere from "@/app/api/auth/sign-out-everywhere/route";
import * as decision from "@/app/api/ceo/escalations/[id]/decision/route";
import * as escalationOne from "@/app/api/ceo/escalations/[id]/route";
import * as vendorOne from "@/app/api/ceo/vendors/[vendor_id]/route";
import * as conversationMessages from "@/app/api/conversations/[id]/messages/route";
import * as conversationList from "@/app/api/conversations/route";
import * as orderOne from "@/app/api/orders/[order_id]/route";
import * as orderStatus from "@/app/api/orders/[order_id]/status/route";
import * as orderVendor from "@/app/api/orders/[order_id]/vendor/route";
import * as orderList from "@/app/api/orders/route";
import * as receiptFile from "@/app/api/receipts/[id]/file/route";
import * as receiptOne from "@/app/api/receipts/[id]/route";
import * as negotiation from "@/app/api/vendor/orders/[order_id]/messages/route";
import * as verify from "@/app/api/vendor/orders/[order_id]/verify/route";
import * as receiptList from "@/app/api/vendor/receipts/route";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { vendors } from "@/db/schema/people";
import { escalations, receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { sha256Hex } from "@/lib/crypto";
import { newId } from "@/lib/ids";
import { closeStreams } from "@/lib/live/streams";
import { store } from "@/lib/storage/store";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { signInAs } from "../support/ask-route";
import { Backstage } from "../support/auth-world";
import { phoneOf } from "../support/chat";
import { ownDatabase } from "../support/database";
import { HttpRoutes } from "../support/http-routes";
import {
  auditOf,
  checkedOrderIn,
  makeSalesWorld,
  type SalesWorld,
  setTestEnvironment,
  toldTo,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const backstage = new Backstage(database);
const server = new HttpRoutes({
  "POST /api/auth/challenges": challenges.POST,
  "POST /api/auth/sign-out-everywhere": everywhere.POST,
  "GET /api/ceo/escalations/{id}": escalationOne.GET,
  "POST /api/ceo/escalations/{id}/decision": decision.POST,
  "PATCH /api/ceo/vendors/{vendor_id}": vendorOne.PATCH,
  "DELETE /api/ceo/vendors/{vendor_id}": vendorOne.DELETE,
  "GET /api/conversations": conversationList.GET,
  "GET /api/conversations/{id}/messages": conversationMessages.GET,
  "GET /api/orders": orderList.GET,
  "GET /api/orders/{order_id}": orderOne.GET,
  "POST /api/orders/{order_id}/status": orderStatus.POST,
  "POST /api/orders/{order_id}/vendor": orderVendor.POST,
  "GET /api/receipts/{id}": receiptOne.GET,
  "GET /api/receipts/{id}/file": receiptFile.GET,
  "GET /api/vendor/receipts": receiptList.GET,
  "GET /api/vendor/orders/{order_id}/messages": negotiation.GET,
  "POST /api/vendor/orders/{order_id}/verify": verify.POST,
});
beforeAll(() => server.start());
afterAll(async () => {
  closeStreams();
  await server.stop();
  await backstage.close();
  await closeDatabase();
});

let ada: SalesWorld;
let bola: MemberContext;
let tokens: { femi: string; bola: string; ceo: string };
beforeEach(async () => {
  await backstage.forgetLimits();
  ada = await makeSalesWorld();
  bola = await addSecondVendor(ada);
  tokens = { femi: await signInAs(ada.vendor), bola: await signInAs(bola), ceo: await signInAs(ada.ceo) };
});

async function addSecondVendor(world: SalesWorld): Promise<MemberContext> {
  const ids = { vendorId: newId("vendor"), identityId: newId("identity") };
  await withTenant(world.bot, (tx) =>
    tx.insert(vendors).values({
      ...{ ceoId: world.ceoId, id: ids.vendorId, identityId: ids.identityId },
      ...{ name: "Second vendor", phone: "+2348030000077" },
    }),
  );
  return memberContext(
    { ...world.vendor, ...ids, memberName: "Second vendor" },
    { requestId: newId("request") },
  );
}

type Case = { orderId: string; receiptId: string };

/** An order of Femi's that waits for him, with a picture behind its proof. */
async function orderOfFemi(): Promise<Case> {
  const { orderId, receiptId } = await checkedOrderIn(ada);
  const [row] = await withTenant(ada.bot, (tx) =>
    tx.select({ key: receipts.viewKey }).from(receipts).where(eq(receipts.id, receiptId)),
  );
  const bytes = Buffer.from("a picture");
  await store().put(row?.key ?? "", bytes, { contentType: "image/jpeg", sha256Hex: sha256Hex(bytes) });
  return { orderId, receiptId };
}

const give = (orderId: string, vendorId: string, token = tokens.ceo) =>
  server.ask(token, `POST /api/orders/${orderId}/vendor`, { vendor_id: vendorId });

/** All the ways to an order, and whether they lead there. */
async function reachOf(token: string, { orderId, receiptId }: Case) {
  const has = async (path: string, name: string, id: string) => {
    const { status, data } = await server.ask(token, `GET ${path}`);
    expect(status).toBe(200);
    return data.items.some((item: Record<string, string>) => item[name] === id);
  };
  const status = async (path: string) => (await server.ask(token, `GET ${path}`)).status;
  return {
    list: await has("/api/orders", "order_id", orderId),
    receipts: await has("/api/vendor/receipts?state=waiting", "receipt_id", receiptId),
    inbox: await has("/api/conversations", "conversation_id", ada.conversationId),
    order: await status(`/api/orders/${orderId}`),
    receipt: await status(`/api/receipts/${receiptId}`),
    picture: await status(`/api/receipts/${receiptId}/file`),
    negotiation: await status(`/api/vendor/orders/${orderId}/messages`),
    chat: await status(`/api/conversations/${ada.conversationId}/messages`),
  };
}

const ALL = {
  ...{ list: true, receipts: true, inbox: true },
  ...{ order: 200, receipt: 200, picture: 302, negotiation: 200, chat: 200 },
};
const NOTHING = {
  ...{ list: false, receipts: false, inbox: false },
  ...{ order: 404, receipt: 404, picture: 404, negotiation: 404, chat: 404 },
};

describe("an order given to another vendor", () => {
  it("is gone for the one and there for the other, by every way", async () => {
    const it_ = await orderOfFemi();
    expect(await reachOf(tokens.femi, it_)).toEqual(ALL);
    expect(await reachOf(tokens.bola, it_)).toEqual(NOTHING);
    const given = await give(it_.orderId, bola.vendorId);
    expect(given).toMatchObject({ status: 200, data: { vendor_id: bola.vendorId } });
    expect(await reachOf(tokens.femi, it_)).toEqual(NOTHING);
    expect(await reachOf(tokens.bola, it_)).toEqual(ALL);
    expect(await reachOf(tokens.ceo, it_)).toEqual(ALL);
  });

  it("cannot be acted on by the former one, and can by the new one", async () => {
    const { orderId } = await orderOfFemi();
    await give(orderId, bola.vendorId);
    const approval = { action: "approve", credit_seen: true };
    const path = `POST /api/vendor/orders/${orderId}/verify`;
    expect((await server.ask(tokens.femi, path, approval)).status).toBe(404);
    expect(
      (await server.ask(tokens.femi, `POST /api/orders/${orderId}/status`, { status: "CANCELLED" })).status,
    ).toBe(404);
    expect(await server.ask(tokens.bola, path, approval)).toMatchObject({ status: 200 });
  });

  it("is told on streams that are open: once to the former one, so that pages let go, then to the new one alone", async () => {
    const { orderId } = await orderOfFemi();
    const [femi, second, ceo] = [
      await server.listen(tokens.femi),
      await server.listen(tokens.bola),
      await server.listen(tokens.ceo),
    ];
    const ofOrder = (stream: typeof femi) =>
      stream.news().filter(({ topic, ids }) => topic === "order" && ids.orderId === orderId).length;
    await give(orderId, bola.vendorId);
    await expect.poll(() => [ofOrder(femi), ofOrder(second)]).toEqual([1, 1]);
    const ofChat = { topic: "conversation", ids: { conversationId: ada.conversationId } };
    expect(femi.news()).toContainEqual(expect.objectContaining(ofChat));
    const before = femi.news().length;
    const lastId = femi.lastId();
    await server.ask(tokens.ceo, `POST /api/orders/${orderId}/status`, { status: "CANCELLED" });
    await expect.poll(() => ofOrder(second)).toBe(2);
    await expect.poll(() => ofOrder(ceo)).toBeGreaterThanOrEqual(2);
    // Something of his own still comes, after all that was not for him.
    const own = await checkedOrderIn(ada);
    await expect.poll(() => femi.news().some(({ ids }) => ids.orderId === own.orderId)).toBe(true);
    const since = femi.news().slice(before);
    expect(since.filter(({ ids }) => ids.orderId === orderId)).toEqual([]);
    const resumed = await server.listen(tokens.femi, { "last-event-id": lastId });
    await expect.poll(() => resumed.news().some(({ ids }) => ids.orderId === own.orderId)).toBe(true);
    const later = resumed.news().filter(({ id }) => id > Number(lastId));
    expect(later.filter(({ ids }) => ids.orderId === orderId)).toEqual([]);
  });

  it("takes its chat along: what the buyer writes then reaches the new vendor's stream alone", async () => {
    const buyer = await phoneOf(ada, database.adminUrl);
    const { orderId } = await orderOfFemi();
    await give(orderId, bola.vendorId);
    const [femi, second] = [await server.listen(tokens.femi), await server.listen(tokens.bola)];
    const [row] = await withTenant(ada.bot, (tx) =>
      tx.select().from(conversations).where(eq(conversations.id, ada.conversationId)),
    );
    expect(row?.vendorId).toBe(bola.vendorId);
    await buyer.sends({ text: "Is my dress on its way?" });
    await expect.poll(() => second.news().map(({ topic }) => topic)).toContain("message");
    expect(femi.news().map(({ topic }) => topic)).not.toContain("message");
    await buyer.close();
  });

  it("leaves one entry, and asked again changes nothing", async () => {
    const { orderId } = await orderOfFemi();
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(orderId, bola.vendorId)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const entries = await auditOf(ada, orderId);
    expect(entries.filter((action) => action === "ORDER_REASSIGNED")).toHaveLength(1);
  });

  it("stays where it is when the new one is not active, not on the staff, or it has ended", async () => {
    const { orderId } = await orderOfFemi();
    await server.ask(tokens.ceo, `PATCH /api/ceo/vendors/${bola.vendorId}`, { status: "suspended" });
    const suspended = await give(orderId, bola.vendorId);
    expect(suspended).toMatchObject({ status: 409, problem: { code: "conflict" } });
    expect(suspended.problem.fields[0]).toMatchObject({
      path: "vendor_id",
    });
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    expect((await give(orderId, tunde.vendorId)).status).toBe(404);
    expect((await give(orderId, "vnd_nobody")).status).toBe(404);
    expect((await give(orderId, "")).status).toBe(400);
    expect((await give(orderId, ada.ownerId, tokens.femi)).status).toBe(403);
    expect((await give(orderId, tunde.vendorId, await signInAs(tunde.ceo))).status).toBe(404);
    await server.ask(tokens.ceo, `POST /api/orders/${orderId}/status`, { status: "CANCELLED" });
    expect(await give(orderId, ada.ownerId)).toMatchObject({
      status: 409,
      problem: { code: "wrong_state" },
    });
    const [row] = await withTenant(ada.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
    expect(row?.vendorId).toBe(ada.vendorId);
  });

  it("is approved by the former one or is not theirs any more, however both acts fall", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { orderId } = await checkedOrderIn(ada);
      const approval = { action: "approve", credit_seen: true };
      const [approved, given] = await Promise.all([
        server.ask(tokens.femi, `POST /api/vendor/orders/${orderId}/verify`, approval),
        give(orderId, bola.vendorId),
      ]);
      expect(given.status).toBe(200);
      expect([200, 404]).toContain(approved.status);
      const [row] = await withTenant(ada.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
      expect(row).toMatchObject({
        vendorId: bola.vendorId,
        status: approved.status === 200 ? "APPROVED" : "RECEIPT_UPLOADED",
      });
    }
  });
});

describe("a vendor who leaves", () => {
  it("is cut off in the middle of the stream when suspended", async () => {
    const [femi, second] = [await server.listen(tokens.femi), await server.listen(tokens.bola)];
    await server.ask(tokens.ceo, `PATCH /api/ceo/vendors/${ada.vendorId}`, { status: "suspended" });
    await expect.poll(() => femi.isOver()).toBe(true);
    expect(femi.text()).toContain("event: signed-out");
    expect((await server.ask(tokens.femi, "GET /api/orders")).status).toBe(401);
    expect(second.isOver()).toBe(false);
  });

  it("is cut off when removed, and whoever takes over is told", async () => {
    const it_ = await orderOfFemi();
    const [femi, second] = [await server.listen(tokens.femi), await server.listen(tokens.bola)];
    const target = { id: ada.vendorId, to_vendor_id: bola.vendorId };
    const proof = await codeFor(tokens.ceo, "vendor.remove", target);
    const removed = await server.ask(tokens.ceo, `DELETE /api/ceo/vendors/${ada.vendorId}`, {
      to_vendor_id: bola.vendorId,
      ...proof,
    });
    expect(removed).toMatchObject({ status: 200, data: { orders: 1 } });
    await expect.poll(() => femi.isOver()).toBe(true);
    expect(femi.text()).toContain("event: signed-out");
    await expect.poll(() => second.news().map(({ topic }) => topic)).toContain("order");
    expect(await reachOf(tokens.bola, it_)).toEqual(ALL);
  });

  it("never keeps an order that was given to them in the moment of being removed", async () => {
    const { orderId } = await orderOfFemi();
    const proof = await codeFor(tokens.ceo, "vendor.remove", { id: bola.vendorId });
    const [given, removed] = await Promise.all([
      give(orderId, bola.vendorId),
      server.ask(tokens.ceo, `DELETE /api/ceo/vendors/${bola.vendorId}`, proof),
    ]);
    expect(removed.status).toBe(200);
    expect([200, 409]).toContain(given.status);
    const [row] = await withTenant(ada.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
    expect(row?.vendorId).toBe(given.status === 200 ? ada.ownerId : ada.vendorId);
  });
});

async function codeFor(token: string, purpose: string, target: unknown) {
  const asked = await server.ask(token, "POST /api/auth/challenges", { purpose, target });
  expect(asked.status).toBe(200);
  const { challenge_id } = asked.data;
  return { challenge_id, otp: await backstage.code(challenge_id) };
}

describe("an owner on two devices", () => {
  async function escalated() {
    const { orderId } = await checkedOrderIn(ada, { quantity: 100 });
    const [row] = await withTenant(ada.bot, (tx) =>
      tx.select().from(escalations).where(eq(escalations.orderId, orderId)),
    );
    return { orderId, escalationId: row?.id ?? "" };
  }

  it("sees the same on both, at once", async () => {
    const other = await signInAs(ada.ceo);
    const [phone, laptop] = [await server.listen(tokens.ceo), await server.listen(other)];
    const { orderId, escalationId } = await escalated();
    const hears = (stream: typeof phone) =>
      stream.news().filter(({ topic, ids }) => topic === "escalation" && ids.escalationId === escalationId);
    await expect.poll(() => hears(phone).length).toBeGreaterThan(0);
    await expect.poll(() => hears(laptop)).toEqual(hears(phone));
    const [onPhone, onLaptop] = await Promise.all(
      [tokens.ceo, other].map((token) => server.ask(token, `GET /api/orders/${orderId}`)),
    );
    expect(onPhone?.data).toMatchObject({ order_id: orderId, status: "ESCALATED" });
    expect(onLaptop?.data).toEqual(onPhone?.data);
  });

  it("AP-01 approves once when both devices do at the same moment, each with a code of its own", async () => {
    const other = await signInAs(ada.ceo);
    const { orderId, escalationId } = await escalated();
    const path = `POST /api/ceo/escalations/${escalationId}/decision`;
    const approval = { action: "approve", credit_seen: true };
    const first = await codeFor(tokens.ceo, "escalation.approve", { id: escalationId });
    // As if the minute had passed after which another code may be asked for.
    await backstage.forgetLimits();
    const second = await codeFor(other, "escalation.approve", { id: escalationId });
    expect(first.challenge_id).not.toBe(second.challenge_id);
    const [phone, laptop] = [await server.listen(tokens.ceo), await server.listen(other)];
    const answers = await Promise.all([
      server.ask(tokens.ceo, path, { ...approval, ...first }),
      server.ask(other, path, { ...approval, ...second }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = answers.find(({ status }) => status === 409);
    expect(late?.problem).toMatchObject({ code: "wrong_state" });
    expect(late?.problem.detail).toMatch(/approved already/);
    const entries = await auditOf(ada, orderId);
    expect(entries.filter((action) => action === "ESCALATION_APPROVED")).toHaveLength(1);
    expect((await toldTo(ada)).filter((kind) => kind === "order_approved")).toHaveLength(1);
    const approvals = (stream: typeof phone) =>
      stream.news().filter(({ topic, ids }) => topic === "escalation" && ids.step === "approved").length;
    await expect.poll(() => [approvals(phone), approvals(laptop)]).toEqual([1, 1]);
    const [facts] = await withTenant(ada.bot, (tx) =>
      tx.execute<{ count: number }>(
        sql`select count(*)::int as count from credit_facts where order_id = ${orderId}`,
      ),
    );
    expect(facts?.count).toBe(1);
    const [seen] = await Promise.all(
      [tokens.ceo, other].map((token) => server.ask(token, `GET /api/ceo/escalations/${escalationId}`)),
    );
    expect(seen?.data.state).toBe("APPROVED");
  });

  it("AP-01 approves or rejects, not both, when the devices disagree", async () => {
    const other = await signInAs(ada.ceo);
    const { orderId, escalationId } = await escalated();
    const path = `POST /api/ceo/escalations/${escalationId}/decision`;
    const target = { id: escalationId };
    const yes = {
      ...{ action: "approve", credit_seen: true },
      ...(await codeFor(tokens.ceo, "escalation.approve", target)),
    };
    const no = {
      ...{ action: "reject", notes: "The name is another" },
      ...(await codeFor(other, "escalation.reject", target)),
    };
    const [approved, rejected] = await Promise.all([
      server.ask(tokens.ceo, path, yes),
      server.ask(other, path, no),
    ]);
    expect([approved.status, rejected.status].sort()).toEqual([200, 409]);
    const { data } = await server.ask(tokens.ceo, `GET /api/orders/${orderId}`);
    expect(data.status).toBe(approved.status === 200 ? "APPROVED" : "REJECTED");
    const decided = (await auditOf(ada, orderId)).filter((action) =>
      /^ESCALATION_(APPROVED|REJECTED)$/.test(action),
    );
    expect(decided).toHaveLength(1);
  });

  it("signs out everywhere on the one, and the stream on the other ends", async () => {
    const other = await signInAs(ada.ceo);
    const [phone, laptop, femi] = [
      await server.listen(tokens.ceo),
      await server.listen(other),
      await server.listen(tokens.femi),
    ];
    expect((await server.ask(tokens.ceo, "POST /api/auth/sign-out-everywhere")).status).toBe(200);
    await expect.poll(() => laptop.isOver() && phone.isOver()).toBe(true);
    expect(laptop.text()).toContain("event: signed-out");
    expect((await server.ask(other, "GET /api/orders")).status).toBe(401);
    expect(femi.isOver()).toBe(false);
  });
});
