import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as conversationRead from "@/app/api/conversations/[id]/read/route";
import * as conversationList from "@/app/api/conversations/route";
import { closeDatabase } from "@/db/client";
import { closeStreams } from "@/lib/live/streams";
import { writeToContact } from "@/lib/messaging/answer-conversation";
import type { ConversationView } from "@/lib/messaging/schema";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { signInAs } from "../support/ask-route";
import { Backstage } from "../support/auth-world";
import { type BuyerPhone, phoneOf } from "../support/chat";
import { ownDatabase } from "../support/database";
import { HttpRoutes } from "../support/http-routes";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const backstage = new Backstage(database);
const server = new HttpRoutes({
  "GET /api/conversations": conversationList.GET,
  "POST /api/conversations/{id}/read": conversationRead.POST,
});
beforeAll(() => server.start());
afterAll(async () => {
  closeStreams();
  await server.stop();
  await backstage.close();
  await closeDatabase();
});

let world: SalesWorld;
let chinedu: BuyerPhone;
let tokens: { femi: string; ceo: string };
beforeEach(async () => {
  await backstage.forgetLimits();
  world = await makeSalesWorld();
  chinedu = await phoneOf(world, database.adminUrl);
  // The conversation is Femi's from his first order on.
  await checkedOrderIn(world);
  tokens = { femi: await signInAs(world.vendor), ceo: await signInAs(world.ceo) };
});

async function inbox(token: string, query = ""): Promise<ConversationView[]> {
  const { status, data } = await server.ask(token, `GET /api/conversations${query}`);
  expect(status).toBe(200);
  return data.items;
}

const isUnread = async (token: string) => (await inbox(token))[0]?.unread;

/** The newest thing the buyer wrote. */
async function newestOf(one: SalesWorld): Promise<string> {
  const [row] = await withTenant(one.bot, (tx) =>
    tx.execute<{ id: string }>(sql`select id from messages where conversation_id = ${one.conversationId}
      and direction = 'in' order by created_at desc, id desc limit 1`),
  );
  return row?.id ?? "";
}

const read = async (token: string, messageId: string, conversationId = world.conversationId) =>
  (
    await server.ask(token, `POST /api/conversations/${conversationId}/read`, {
      message_id: messageId,
    })
  ).status;

describe("what is unread", () => {
  it("is so for each member until that member has read it", async () => {
    await chinedu.says("Good morning");
    expect([await isUnread(tokens.femi), await isUnread(tokens.ceo)]).toEqual([true, true]);
    expect(await read(tokens.femi, await newestOf(world))).toBe(200);
    expect([await isUnread(tokens.femi), await isUnread(tokens.ceo)]).toEqual([false, true]);
    expect(await inbox(tokens.femi, "?unread=true")).toEqual([]);
    expect(await inbox(tokens.ceo, "?unread=true")).toHaveLength(1);
  });

  it("is so again with the next message, and not through what we say ourselves", async () => {
    await chinedu.says("Good morning");
    const first = await newestOf(world);
    await read(tokens.femi, first);
    await writeToContact(world.vendor, {
      conversationId: world.conversationId,
      text: "Good morning!",
      ownAccounts: [],
    });
    await chinedu.turn();
    expect(await isUnread(tokens.femi)).toBe(false);
    await chinedu.says("Are you there?");
    expect(await isUnread(tokens.femi)).toBe(true);
    // A page that was left open elsewhere and saw less takes nothing back.
    const second = await newestOf(world);
    await Promise.all([second, first, first].map((id) => read(tokens.femi, id)));
    expect(await isUnread(tokens.femi)).toBe(false);
  });

  it("is noted for nobody else's conversation, and by no message of another one", async () => {
    await chinedu.says("Good morning");
    const tunde = await makeSalesWorld();
    await (await phoneOf(tunde, database.adminUrl)).says("Good evening");
    const [ours, theirs] = [await newestOf(world), await newestOf(tunde)];
    expect(await read(await signInAs(tunde.ceo), ours)).toBe(404);
    expect(await read(tokens.ceo, theirs)).toBe(404);
    expect(await read(tokens.ceo, theirs, tunde.conversationId)).toBe(404);
    expect(await isUnread(tokens.ceo)).toBe(true);
    expect(await read(tokens.ceo, ours)).toBe(200);
    expect(await isUnread(tokens.ceo)).toBe(false);
  });
});

describe("who wrote last", () => {
  it("is the buyer, the bot, oneself, or a colleague", async () => {
    const last = async (token: string) => (await inbox(token))[0];
    await chinedu.sends({ text: "Good morning" });
    expect(await last(tokens.femi)).toMatchObject({ last_from: "contact", last_text: "Good morning" });
    await chinedu.turn();
    expect(await last(tokens.femi)).toMatchObject({ last_from: "bot", last_kind: "text" });
    await writeToContact(world.vendor, {
      conversationId: world.conversationId,
      text: "It is me, Femi",
      ownAccounts: [],
    });
    await chinedu.turn();
    expect(await last(tokens.femi)).toMatchObject({ last_from: "you" });
    expect(await last(tokens.ceo)).toMatchObject({ last_from: "vendor" });
  });
});

describe("the inbox's search", () => {
  it("finds by a name's beginning, a number's end and an order's reference, and nobody else", async () => {
    const [order] = await withTenant(world.bot, (tx) =>
      tx.execute<{ reference: string; phone: string }>(sql`
        select o.reference, i.value as phone from orders o, contact_identities i where i.kind = 'wa_id' limit 1`),
    );
    const found = async (q: string) => (await inbox(tokens.femi, `?q=${encodeURIComponent(q)}`)).length;
    expect(await found("chin")).toBe(1);
    expect(await found((order?.phone ?? "").slice(-4))).toBe(1);
    expect(await found(order?.reference ?? "")).toBe(1);
    expect(await found((order?.reference ?? "").toLowerCase().replace("-", " "))).toBe(1);
    expect(await found("Ngozi")).toBe(0);
    expect(await found("TG-2222")).toBe(0);
    expect(await found("%")).toBe(0);
  });

  it("finds nothing of another business", async () => {
    const tunde = await makeSalesWorld();
    await checkedOrderIn(tunde);
    const [order] = await withTenant(tunde.bot, (tx) =>
      tx.execute<{ reference: string }>(sql`select reference from orders limit 1`),
    );
    const q = `?q=${order?.reference}`;
    expect(await inbox(await signInAs(tunde.ceo), q)).toHaveLength(1);
    expect(await inbox(tokens.ceo, q)).toEqual([]);
  });
});
