import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as check } from "@/app/api/ceo/channels/[id]/check/route";
import { DELETE as disconnect, GET as read } from "@/app/api/ceo/channels/[id]/route";
import { POST as testMessage } from "@/app/api/ceo/channels/[id]/test-message/route";
import { channels, conversations } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { openToken } from "@/lib/channels/channel-token";
import { checkChannels } from "@/lib/connections/check-channels";
import { resolveContact } from "@/lib/contacts/resolve-contact";
import { deliverConversation } from "@/lib/messaging/deliver-conversation";
import { wakeHeld } from "@/lib/messaging/keep-back";
import { openConversation } from "@/lib/messaging/open-conversation";
import { queueMessage } from "@/lib/messaging/queue-message";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { Owner } from "../support/auth-world";
import { ConnectWorld, numberOf } from "../support/connect-world";
import { ownDatabase } from "../support/database";

const NUMBER = numberOf(1);
const BUYER = "2348031234567";
const database = await ownDatabase();
let world: ConnectWorld;
let ada: Owner;
let tunde: Owner;
let bot: Context;
let channelId: string;

beforeAll(async () => {
  world = await ConnectWorld.start(database, {
    numbers: [NUMBER],
    instagramAccounts: [
      {
        userId: "17841400000000001",
        username: "adas.shop",
        name: "Ada's shop",
        accessToken: "IGAAconfigured1",
      },
    ],
    people: [{ name: "Chinedu", phone: BUYER }],
    limits: { pairRate: false, throughput: false },
  });
  ada = await world.owner();
  tunde = await world.owner();
  bot = systemContext(ada.ceoId, { kind: "bot", id: "bot" });
});
afterAll(() => world.close());

beforeEach(async () => {
  for (const table of ["outbox", "messages", "conversations", "contact_identities", "contacts"]) {
    await world.backstage.sql.unsafe(`delete from ${table}`);
  }
  await world.backstage.sql`delete from notices`;
  await world.backstage.forgetLimits();
  await world.clear();
  await world.sim("limits", { pairRate: false, throughput: false });
  expect(await world.connect(ada.caller)).toMatchObject({ result: "connected" });
  channelId = (await world.channels(ada.caller)).items[0].channel_id;
});

const path = (more = "") => `/api/ceo/channels/${channelId}${more}`;
const call = (handler: typeof read, more: string, body?: unknown, method = "POST", caller = ada.caller) =>
  caller.call(handler, path(more), { method, body, params: { id: channelId } });
const detail = async () => (await call(read, "", undefined, "GET")).data;
const look = async () => (await call(check, "/check", {})).data;
const codes = (data: { health: { code: string }[] }) => data.health.map(({ code }) => code);
const row = async () =>
  (await withTenant(bot, (tx) => tx.select().from(channels).where(eq(channels.id, channelId))))[0];
const actions = async () =>
  (await world.backstage.actions(ada.ceoId)).filter((one) => one.startsWith("CHANNEL_"));

/** A chat with the buyer, who wrote so many hours ago. */
async function chat(hoursAgo = 0, phone = BUYER): Promise<string> {
  await world.sim(`people/${BUYER}/send`, { text: "Hi" });
  return withTenant(bot, async (tx) => {
    const contactId = (await resolveContact(tx, bot, { phone })) ?? "";
    const id = await openConversation(tx, bot, { channelId, contactId });
    await tx
      .update(conversations)
      .set({ lastInboundAt: sql`now() - make_interval(hours => ${hoursAgo})` })
      .where(eq(conversations.id, id));
    return id;
  });
}

const say = (conversationId: string, text: string, more: object = {}) =>
  withTenant(bot, (tx) =>
    queueMessage(tx, bot, { conversationId, text, author: "bot", repeatable: false, ...more }),
  );
const deliver = (conversationId: string) => deliverConversation({ ceoId: ada.ceoId, conversationId });
const received = async () => {
  const { messages: all } = await world.sim<{ messages: { from: string; text?: string }[] }>(
    `people/${BUYER}/chat`,
  );
  return all.filter(({ from }) => from === "business").map(({ text }) => text);
};
const messageOf = async (id: string) =>
  (await withTenant(bot, (tx) => tx.select().from(messages).where(eq(messages.id, id))))[0];
const revoke = () => world.sim("oauth/revoke", {});
/** Does the queue's work for a channel that works again. */
const wake = async () => {
  await wakeHeld({ ceoId: ada.ceoId, channelId });
  const waiting = await withTenant(bot, (tx) =>
    tx.selectDistinct({ id: outbox.conversationId }).from(outbox),
  );
  for (const { id } of waiting) await deliver(id);
};

describe("P4.6 the health line", () => {
  it("says that all is well, from what Meta says", async () => {
    expect(codes(await look())).toEqual(["nothing_heard"]);
    await withTenant(bot, (tx) => tx.update(channels).set({ lastMessageAt: sql`now()` }));
    expect(await look()).toMatchObject({ status: "connected", health: [], quality: "GREEN" });
  });

  it.each([
    [{ quality: "RED" }, "quality_red", "warning"],
    [{ quality: "YELLOW" }, "quality_yellow", "warning"],
    [{ status: "RATE_LIMITED" }, "limit_reached", "warning"],
    [{ status: "FLAGGED" }, "number_flagged", "warning"],
    [{ status: "BANNED" }, "number_closed", "bad"],
    [{ nameStatus: "DECLINED" }, "name_not_approved", "warning"],
    [{ registered: false }, "not_registered", "bad"],
    [{ subscribed: false }, "not_subscribed", "bad"],
  ])("tells %o as %s", async (change, code, level) => {
    await world.sim(`numbers/${NUMBER.phoneNumberId}`, change, "PATCH");
    const { health } = await look();
    expect(health).toContainEqual({
      code,
      level,
      text: expect.stringMatching(/\w.*\.$/),
      advice: expect.stringMatching(/\w.*\.$/),
    });
  });

  it("guesses nothing while Meta is away, and loses no channel for it", async () => {
    await world.sim("faults", { kind: "down" });
    expect(codes(await look())).toContain("not_checked");
    expect((await row())?.status).toBe("connected");
    await world.sim("faults", undefined, "DELETE");
    expect(codes(await look())).not.toContain("not_checked");
  });

  it("is another's 404, like reading, testing and disconnecting", async () => {
    for (const [handler, more, body, method] of [
      [read, "", undefined, "GET"],
      [check, "/check", {}, "POST"],
      [testMessage, "/test-message", {}, "POST"],
      [disconnect, "", {}, "DELETE"],
    ] as const) {
      expect((await call(handler, more, body, method, tunde.caller)).status).toBe(404);
    }
    expect((await call(read, "", undefined, "GET")).status).toBe(200);
  });
});

describe("OA-08 a token that Meta refuses", () => {
  it("is asked about once more before it is believed: one refusal alone changes nothing", async () => {
    const conversationId = await chat();
    const id = await say(conversationId, "patience");
    await world.sim("faults", { kind: "refuse", code: 190, status: 401, path: "/messages", count: 1 });
    await deliver(conversationId);
    expect((await row())?.status).toBe("connected");
    expect(await messageOf(id)).toMatchObject({ status: "queued" });
    await withTenant(bot, (tx) => tx.update(outbox).set({ nextTryAt: sql`now()` }));
    await deliver(conversationId);
    expect(await received()).toEqual(["patience"]);
  });

  it("turns the channel, told once, and holds what waits; after reconnecting it goes out, the oldest first", async () => {
    const conversationId = await chat();
    await revoke();
    await say(conversationId, "one");
    await say(conversationId, "two");
    await deliver(conversationId);
    await say(conversationId, "three");
    await deliver(conversationId);
    await look();
    await checkChannels();
    expect(await detail()).toMatchObject({ status: "needs_reconnect", waiting_messages: 3 });
    expect(await actions()).toEqual(expect.arrayContaining(["CHANNEL_NEEDS_RECONNECT"]));
    expect((await actions()).filter((one) => one === "CHANNEL_NEEDS_RECONNECT")).toHaveLength(1);
    const told = await world.backstage.count("notices", `ceo_id = '${ada.ceoId}'`);
    expect(told).toBe(2);

    expect(await world.connect(ada.caller)).toMatchObject({ result: "connected" });
    await say(conversationId, "four");
    await wake();
    expect(await received()).toEqual(["one", "two", "three", "four"]);
    expect(await detail()).toMatchObject({ status: "connected", waiting_messages: 0 });
  });

  it("shows as not sent what its buyer can no longer be sent", async () => {
    const conversationId = await chat();
    await revoke();
    const id = await say(conversationId, "too late");
    await deliver(conversationId);
    await withTenant(bot, (tx) =>
      tx.update(conversations).set({ lastInboundAt: sql`now() - interval '25 hours'` }),
    );
    await world.connect(ada.caller);
    await wake();
    expect(await received()).toEqual([]);
    expect(await messageOf(id)).toMatchObject({
      status: "failed",
      failure: expect.stringContaining("too late to send"),
    });
    expect(await world.backstage.actions(ada.ceoId)).toContain("MESSAGE_FAILED");
  });

  it("sends a code by SMS instead of holding it", async () => {
    const conversationId = await chat();
    await revoke();
    const code = { value: "aB3$kkQ9", expiresAt: new Date(Date.now() + 300_000) };
    const id = await say(conversationId, "Your code:\n{code}", { code, repeatable: true });
    await deliver(conversationId);
    expect(await messageOf(id)).toMatchObject({ status: "failed" });
    const jobs = await world.backstage.sql`
      select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'send-code-by-sms' and j.payload ->> 'messageId' = ${id}`;
    expect(jobs).toHaveLength(1);
  });

  it("is found by the clock where nothing is sent", async () => {
    await revoke();
    await checkChannels();
    expect(await row()).toMatchObject({ status: "needs_reconnect", health: { codes: ["token_refused"] } });
  });

  it("is taken back by a check when Meta accepts it after all, and what waited goes out", async () => {
    const conversationId = await chat();
    await world.sim("faults", { kind: "revoke" });
    await say(conversationId, "back again");
    await deliver(conversationId);
    expect((await row())?.status).toBe("needs_reconnect");
    await world.sim("faults", undefined, "DELETE");
    expect(await look()).toMatchObject({ status: "connected", trouble: null });
    await wake();
    expect(await received()).toEqual(["back again"]);
    expect(await actions()).toContain("CHANNEL_WORKS_AGAIN");
  });

  it("does not touch a channel that was reconnected while the refusal was on its way", async () => {
    const before = await row();
    await revoke();
    const checking = look();
    await world.connect(ada.caller);
    await checking;
    expect((await row())?.tokenSealed).not.toBe(before?.tokenSealed);
    await checkChannels();
    expect((await row())?.status).toBe("connected");
  });
});

describe("P4.3 renewing tokens", () => {
  const ending = (days: number, issuedDaysAgo: number) =>
    withTenant(bot, (tx) =>
      tx.update(channels).set({
        tokenExpiresAt: sql`now() + make_interval(days => ${days})`,
        tokenIssuedAt: sql`now() - make_interval(days => ${issuedDaysAgo})`,
        checkedAt: null,
      }),
    );
  const daysLeft = async () => (((await row())?.tokenExpiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
  const tokenNow = async () => openToken({ ceoId: ada.ceoId, channelId }, (await row())?.tokenSealed ?? "");

  beforeEach(async () => {
    await world.clear();
  });

  it("renews an Instagram token with three weeks left, and leaves one with two months", async () => {
    await world.connect(ada.caller, "platform=instagram&way=instagram_login");
    channelId = (await world.channels(ada.caller)).items[0].channel_id;
    await ending(21, 39);
    await world.sim("clock", { offsetMs: 39 * 86_400_000 });
    await checkChannels();
    expect(await daysLeft()).toBeGreaterThan(59);
    expect(await actions()).toContain("CHANNEL_TOKEN_REFRESHED");
    const once = (await actions()).filter((one) => one === "CHANNEL_TOKEN_REFRESHED").length;
    await withTenant(bot, (tx) => tx.update(channels).set({ checkedAt: null }));
    await checkChannels();
    expect((await actions()).filter((one) => one === "CHANNEL_TOKEN_REFRESHED")).toHaveLength(once);
    expect((await row())?.status).toBe("connected");
  });

  it("renews a person's token of Facebook's login, sealed anew", async () => {
    await world.connect(ada.caller, "platform=whatsapp&way=facebook_login");
    channelId = (await world.channels(ada.caller)).items[0].channel_id;
    const before = await tokenNow();
    await ending(10, 50);
    await checkChannels();
    expect(await tokenNow()).not.toBe(before);
    expect((await row())?.status).toBe("connected");
  });

  it("leaves a token of its first day alone, which Instagram would refuse to renew", async () => {
    await world.connect(ada.caller, "platform=instagram&way=instagram_login");
    channelId = (await world.channels(ada.caller)).items[0].channel_id;
    await ending(21, 0);
    await checkChannels();
    expect(await daysLeft()).toBeLessThan(22);
  });

  it("says so when the access ends within days and could not be renewed", async () => {
    await world.connect(ada.caller, "platform=instagram&way=instagram_login");
    channelId = (await world.channels(ada.caller)).items[0].channel_id;
    await ending(3, 57);
    await world.sim("faults", { kind: "refuse", code: 2, status: 500, path: "/refresh_access_token" });
    await checkChannels();
    expect(codes(await detail())).toContain("token_ending");
  });
});

describe("sending a test message", () => {
  const send = (body: object = {}) => call(testMessage, "/test-message", body);

  it("goes to her own phone when she wrote, and tells that Meta took it", async () => {
    await world.sim("people", { name: "Ada", phone: ada.phone.slice(1) });
    await world.sim(`people/${ada.phone.slice(1)}/send`, { text: "Hello" });
    await chat(1, ada.phone.slice(1));
    const answer = await send();
    expect(answer).toMatchObject({ status: 200, data: { state: "sent" } });
    expect(answer.data.to).toMatch(/^\+234\*\*\*\d{4}$/);
    expect(await actions()).toContain("CHANNEL_TESTED");
  });

  it("goes to the number she gives, however it is typed", async () => {
    await chat();
    expect(await send({ to: "0803 123 4567" })).toMatchObject({ status: 200, data: { state: "sent" } });
    expect((await received()).at(-1)).toContain("test");
  });

  it("says what to do when the 24 hours are over, or when they never wrote, and sends nothing", async () => {
    await chat(25);
    for (const body of [{ to: "08031234567" }, {}]) {
      const answer = await send(body);
      expect(answer).toMatchObject({ status: 409, body: { code: "window_closed" } });
      expect(answer.body.detail).toMatch(/24 hours.*Send any message from \+234\*\*\*\d{4}/);
      expect(answer.body.chat_link).toMatch(/^https:\/\/wa\.me\/2348030001001/);
    }
    expect(await received()).toEqual([]);
    expect(await world.backstage.count("messages", "direction = 'out'")).toBe(0);
  });

  it.each([["letters"], ["0803"], ["+234 803 000 1001"]])(
    "refuses %s with words on the field",
    async (to) => {
      expect(await send({ to })).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    },
  );

  it("tells Meta's reason when Meta refuses, and when the channel is lost", async () => {
    await chat();
    await world.sim("faults", { kind: "refuse", code: 131031, path: "/messages", count: 1 });
    expect(await send({ to: BUYER })).toMatchObject({ status: 409, body: { code: "conflict" } });
    await revoke();
    expect(await send({ to: BUYER })).toMatchObject({ status: 409, body: { code: "wrong_state" } });
    expect(await send({ to: BUYER })).toMatchObject({ status: 409, body: { code: "wrong_state" } });
  });
});

describe("disconnecting", () => {
  const leave = (body: object = {}) => call(disconnect, "", body, "DELETE");
  const proof = async () => {
    const { challenge_id, otp, action } = await world.code(ada.caller, "channel.disconnect", channelId);
    expect(action).toBe("Disconnect WhatsApp Shop 1 (+234***1001)");
    return { challenge_id, otp };
  };

  it("takes a code for this very channel", async () => {
    expect(await leave()).toMatchObject({
      status: 403,
      body: { code: "step_up_required", purpose: "channel.disconnect", target: { id: channelId } },
    });
    const { challenge_id, otp } = await proof();
    const wrong = await leave({ challenge_id, otp: otp === "000000" ? "000001" : "000000" });
    expect(wrong.status).toBe(401);
    expect((await row())?.status).toBe("connected");
  });

  it("removes the token, ends what waited with words, stops the webhooks and keeps the chats", async () => {
    const conversationId = await chat();
    const id = await say(conversationId, "never sent");
    const answer = await leave(await proof());
    expect(answer).toMatchObject({
      status: 200,
      data: { channel_id: channelId, status: "disconnected", open_orders: 0, messages_not_sent: 1 },
    });
    expect(await row()).toMatchObject({ status: "disconnected", tokenSealed: null, authorizedBy: null });
    await deliver(conversationId);
    expect(await messageOf(id)).toMatchObject({
      status: "failed",
      failure: "The channel was disconnected before this could be sent.",
    });
    expect(await received()).toEqual([]);
    const [number] = await world.sim<{ subscribed: boolean }[]>("numbers");
    expect(number?.subscribed).toBe(false);
    expect(await actions()).toContain("CHANNEL_DISCONNECTED");
    expect(await leave()).toMatchObject({ status: 409, body: { code: "wrong_state" } });
  });

  it("is done once when it is asked for eight times at once", async () => {
    const body = await proof();
    const before = (await actions()).filter((one) => one === "CHANNEL_DISCONNECTED").length;
    const answers = await Promise.all(Array.from({ length: 8 }, () => leave(body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const after = (await actions()).filter((one) => one === "CHANNEL_DISCONNECTED").length;
    expect(after - before).toBe(1);
  });

  it("takes up the same chats when the account is connected again", async () => {
    await chat();
    await leave(await proof());
    await world.connect(ada.caller);
    expect((await world.channels(ada.caller)).items).toMatchObject([
      { channel_id: channelId, status: "connected" },
    ]);
  });
});
