import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { channels, contacts, conversations } from "@/db/schema/chat";
import { conversationEvents, messages, outbox } from "@/db/schema/messages";
import { vendors } from "@/db/schema/people";
import { receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { tokenPlace } from "@/lib/channels/channel-token";
import { seal, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { deliverConversation } from "@/lib/messaging/deliver-conversation";
import { queueMessage } from "@/lib/messaging/queue-message";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { store } from "@/lib/storage/store";
import type { Context } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ADA, TUNDE } from "@/scripts/seed/businesses";
import { DEFAULT_CONFIG } from "../../simulator/config";
import { ownDatabase } from "../support/database";
import { Chat, DemoShops } from "../support/demo-shops";

const AMINA = "2348059876543";
const PAGE_ACCOUNT = {
  userId: "17841405822309999",
  username: "tunde.repairs",
  name: "Tunde Repairs",
  login: "page" as const,
  pageId: "104512998877665",
  accessToken: "EAAsimulatedPageOfTundeRepairs0123456789",
};

const database = await ownDatabase();
let shops: DemoShops;
let tunde: Context;
let amina: Chat;

beforeAll(async () => {
  const instagramAccounts = [...DEFAULT_CONFIG.instagramAccounts, PAGE_ACCOUNT];
  shops = await DemoShops.start(database, { simulator: { instagramAccounts } });
  tunde = await shops.ctxOf(TUNDE);
  amina = new Chat(shops, AMINA, TUNDE);
});
afterAll(() => shops.close());
beforeEach(() => shops.ask("faults", undefined, "DELETE"));

const rows = () =>
  withTenant(tunde, (tx) => tx.select().from(messages).orderBy(asc(messages.createdAt), asc(messages.id)));
const row = async (id: string) => (await rows()).find((one) => one.id === id);
const byMid = async (mid: string) => (await rows()).find((one) => one.externalId === mid);
const conversation = async () =>
  (await withTenant(tunde, (tx) => tx.select().from(conversations)))[0] as typeof conversations.$inferSelect;

const say = async (text: string, more: Partial<Parameters<typeof queueMessage>[2]> = {}) => {
  const { id: conversationId } = await conversation();
  return withTenant(tunde, (tx) =>
    queueMessage(tx, tunde, { conversationId, text, author: "bot", repeatable: false, ...more }),
  );
};
const deliver = async () =>
  deliverConversation({ ceoId: tunde.ceoId as string, conversationId: (await conversation()).id });
const phoneAppRows = async () => (await rows()).filter(({ author }) => author === "phone_app");
const tookOver = async () =>
  (
    await withTenant(tunde, (tx) =>
      tx.select().from(conversationEvents).where(eq(conversationEvents.kind, "person_took_over")),
    )
  ).length;

describe("Instagram", () => {
  it("P18 story 2: Amina is told the price, asked for her phone at once, gets a code and orders", {
    timeout: 60_000,
  }, async () => {
    const first = await amina.says("How much be the HP laptop? I want 5.");
    expect(first.join("\n")).toContain("₦250,000");
    expect(first.join("\n")).toMatch(/phone/i);
    const asked = await amina.says("Amina, 14 Allen Avenue, Ikeja, 08059876543");
    expect(asked.join("\n")).toMatch(/code/i);
    const code = await amina.code();
    expect(code).toHaveLength(8);
    const paid = (await amina.says(code)).join("\n");
    expect(paid).toContain(TUNDE.account.accountNumber);
    expect(paid).toContain("₦1,250,000");
    const [order] = await withTenant(tunde, (tx) => tx.select().from(orders));
    expect(order).toMatchObject({ status: "AWAITING_PAYMENT", totalKobo: 125_000_000 });
    const [contact] = await withTenant(tunde, (tx) => tx.select().from(contacts));
    expect(contact).toMatchObject({ name: "Amina", profileName: "Amina", phone: "+2348059876543" });
  });

  it("stores no code in any table and no echo as a message of its own", async () => {
    const code = await amina.code();
    const outgoing = (await rows()).filter(({ direction }) => direction === "out");
    expect(outgoing.some(({ text }) => text?.includes(code))).toBe(false);
    expect(outgoing.every(({ author, externalId }) => author === "bot" && externalId !== null)).toBe(true);
    expect(outgoing).toHaveLength((await amina.received()).length);
    expect(await tookOver()).toBe(0);
  });

  it("shows that Amina has read everything, from one read event", async () => {
    const outgoing = (await rows()).filter(({ direction }) => direction === "out");
    expect(new Set(outgoing.map(({ status }) => status))).toEqual(new Set(["read"]));
  });

  it("fetches the receipt from Instagram's file host and puts it before the vendor", {
    timeout: 60_000,
  }, async () => {
    await amina.says({ image: { sample: "receipt" } });
    const [receipt] = await withTenant(tunde, (tx) => tx.select().from(receipts));
    expect(receipt).toMatchObject({ state: "escalated" });
    expect(receipt?.viewKey).toMatch(/\.jpg$/);
  });

  it("settles a send by its echo when that comes before the answer", async () => {
    await shops.ask("faults", { kind: "delay", on: "graph", ms: 700, count: 1 });
    const id = await say("Femi will answer you soon.");
    let isAnswered = false;
    const sending = deliver().then(() => {
      isAnswered = true;
    });
    await expect
      .poll(async () => {
        await shops.settleInbox();
        return (await row(id))?.status;
      })
      .toMatch(/sent|read/);
    expect(isAnswered).toBe(false);
    expect(await withTenant(tunde, (tx) => tx.select().from(outbox).where(eq(outbox.messageId, id)))).toEqual(
      [],
    );
    await sending;
    await shops.settle();
    expect((await amina.received()).filter(({ text }) => text === "Femi will answer you soon.")).toHaveLength(
      1,
    );
    expect(await phoneAppRows()).toEqual([]);
    expect(await tookOver()).toBe(0);
  });

  it("F-07 settles a send in doubt by its echo and does not repeat it", { timeout: 30_000 }, async () => {
    await shops.ask("faults", { kind: "fail", effect: true, count: 1 });
    const id = await say("In doubt, yet there");
    await deliver();
    await shops.settle();
    expect(await row(id)).toMatchObject({ status: expect.stringMatching(/sent|read/), failure: null });
    await deliver();
    expect((await amina.received()).filter(({ text }) => text === "In doubt, yet there")).toHaveLength(1);
    expect(await phoneAppRows()).toEqual([]);
  });

  it("recognises both echoes of a send that was repeated", { timeout: 30_000 }, async () => {
    await shops.ask("faults", { kind: "withhold_statuses" });
    await shops.ask("faults", { kind: "fail", effect: true, count: 1 });
    const id = await say("Said twice", { repeatable: true });
    await deliver();
    await shops.admin`update outbox set next_try_at = now() - interval '1 second'`;
    await deliver();
    await shops.settle();
    const twins = (await amina.received()).filter(({ text }) => text === "Said twice");
    expect(twins).toHaveLength(2);
    for (const { id: mid } of twins) await shops.echo(TUNDE, AMINA, { mid, text: "Said twice" });
    await shops.settle();
    expect((await rows()).filter(({ text }) => text === "Said twice").map(({ id }) => id)).toEqual([id]);
    expect(await tookOver()).toBe(0);
  });

  it("takes back an echo whose text Instagram changed, once the answer tells whose it is", {
    timeout: 30_000,
  }, async () => {
    await shops.ask("faults", { kind: "withhold_statuses" });
    await shops.ask("faults", { kind: "delay", on: "graph", ms: 700, count: 1 });
    const id = await say("A line that changes");
    const sending = deliver();
    const sent = await expectSent("A line that changes");
    await shops.echo(TUNDE, AMINA, { mid: sent.id, text: "A line that was changed" });
    await expect
      .poll(async () => {
        await shops.settleInbox();
        return (await phoneAppRows()).length;
      })
      .toBe(1);
    await sending;
    expect(await phoneAppRows()).toEqual([]);
    expect(await row(id)).toMatchObject({ externalId: sent.id, status: "sent" });
    await shops.settle();
    expect(await tookOver()).toBe(0);
  });

  it("sends a long text in parts of at most 1,000 bytes, cut between words, each with its own outcome", {
    timeout: 30_000,
  }, async () => {
    const text = "₦12,500 for the red one and ₦18,000 for the blue one. ".repeat(60).trim();
    const before = (await amina.received()).length;
    await say(text, { author: "vendor", buttons: [{ id: "yes", title: "Yes" }] });
    await shops.settle();
    const parts = (await amina.received()).slice(before);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map((part) => part.text).join(" ")).toBe(text);
    expect(parts.every((part) => Buffer.byteLength(part.text ?? "") <= 1000)).toBe(true);
    expect(parts.map((part) => part.buttons?.length ?? 0)).toEqual([...parts.slice(1).map(() => 0), 1]);
    const stored = (await rows()).slice(-parts.length);
    expect(stored.map(({ externalId }) => externalId)).toEqual(parts.map((part) => part.id));
    expect(await phoneAppRows()).toEqual([]);
  });

  it("sends a picture and its words in two messages", async () => {
    const { pictureKey } = (
      await shops.admin`select picture_key as "pictureKey" from products where name like 'HP Elite%'`
    )[0] as { pictureKey: string };
    const before = (await amina.received()).length;
    await say("The HP laptop", { picture: { fileKey: pictureKey, contentType: "image/jpeg" } });
    await shops.settle();
    const arrived = (await amina.received()).slice(before);
    expect(arrived.map(({ type, text }) => [type, text])).toEqual([
      ["image", undefined],
      ["text", "The HP laptop"],
    ]);
    expect(await phoneAppRows()).toEqual([]);
  });

  it("sends a PDF as a file, knows its echo when the outcome is in doubt, and does not repeat it", {
    timeout: 30_000,
  }, async () => {
    const fileKey = `invoices/${tunde.ceoId}/ord_1/paper.pdf`;
    const bytes = Buffer.from("%PDF-1.7 an invoice");
    await store().put(fileKey, bytes, { contentType: "application/pdf", sha256Hex: sha256Hex(bytes) });
    const document = { fileKey, contentType: "application/pdf", filename: "TG-8891-invoice.pdf" };
    await shops.ask("faults", { kind: "fail", effect: true, count: 1 });
    const id = await say("Invoice for order TG-8891", { document });
    await deliver();
    await shops.settle();
    expect(await row(id)).toMatchObject({ kind: "document", status: expect.stringMatching(/sent|read/) });
    const files = (await amina.received()).filter(({ type }) => type === "document");
    expect(files).toMatchObject([
      { media: { filename: "TG-8891-invoice.pdf", mimeType: "application/pdf", sizeBytes: bytes.length } },
    ]);
    expect(await phoneAppRows()).toEqual([]);
    expect(await tookOver()).toBe(0);
  });

  it("empties a message that Amina unsends, and keeps that it was there", { timeout: 30_000 }, async () => {
    await shops.ask("faults", undefined, "DELETE");
    const mid = await amina.does("My card number is 5061");
    await shops.settle();
    await amina.does({ delete: { message_id: mid } });
    await shops.settle();
    expect(await byMid(mid)).toMatchObject({ kind: "revoke", text: null, payload: null, media: null });
  });

  it("keeps a message empty whose deletion came first", { timeout: 30_000 }, async () => {
    await shops.ask("faults", { kind: "reorder", count: 2, ms: 300 });
    const mid = await amina.does("Never mind this");
    await amina.does({ delete: { message_id: mid } });
    await expect
      .poll(async () => {
        await shops.settle();
        return byMid(mid);
      })
      .toMatchObject({ kind: "revoke", text: null, payload: null });
  });

  it("P5.9 stores reactions, edits, stories and unreadable things, and answers each kind once", {
    timeout: 60_000,
  }, async () => {
    const mid = await amina.does("Thanks");
    await shops.settle();
    const acts: Record<string, unknown>[] = [
      { reaction: { message_id: (await amina.received()).at(-1)?.id, emoji: "❤️" } },
      { edit: { message_id: mid, text: "Thank you" } },
      { story_mention: true },
      { unsupported: true },
    ];
    for (const act of acts) {
      expect(await amina.says(act), JSON.stringify(act)).toHaveLength(1);
      expect(await amina.says(act), JSON.stringify(act)).toHaveLength(0);
    }
    const kinds = (await rows()).map(({ kind }) => kind);
    for (const kind of ["reaction", "edit", "story_mention", "unsupported"]) expect(kinds).toContain(kind);
  });

  it("gives Amina every word that Femi writes, however many messages it takes", {
    timeout: 30_000,
  }, async () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `Laptop ${at + 1} is clean and tested, with its charger and bag.`,
    );
    const text = lines.join(" ");
    const { id: conversationId } = await conversation();
    const [femi] = await withTenant(tunde, (tx) => tx.select().from(vendors).where(eq(vendors.name, "Femi")));
    const before = (await amina.received()).length;
    await withTenant(tunde, (tx) =>
      tellConversation(tx, tunde, {
        conversationId,
        event: { kind: "person_message", text, author: "vendor", authorId: femi?.id ?? "" },
      }),
    );
    await shops.settle();
    const parts = (await amina.received()).slice(before);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map((part) => part.text).join(" ")).toContain(text);
  });

  it("P5.8 shows what Tunde types in the Instagram app and keeps the bot quiet", {
    timeout: 30_000,
  }, async () => {
    await shops.ask(`people/${AMINA}/app`, {
      number: TUNDE.channel.externalId,
      text: "Amina, I go call you",
    });
    await shops.settle();
    expect(await phoneAppRows()).toMatchObject([{ text: "Amina, I go call you", status: "sent" }]);
    expect((await conversation()).mode).toBe("person");
    expect(await amina.says("How much be the mouse?")).toEqual([]);
  });

  it("tells in words that the window is closed", { timeout: 30_000 }, async () => {
    await shops.ask("clock", { offsetMs: 25 * 3_600_000 });
    const id = await say("Too late");
    await deliver();
    expect(await row(id)).toMatchObject({ status: "failed", failure: expect.stringContaining("24 hours") });
    await shops.ask("clock", { offsetMs: 0 });
  });

  it("P4.3 holds messages when Instagram refuses the token, and names the channel", async () => {
    await shops.ask("faults", { kind: "revoke", number: TUNDE.channel.externalId });
    const id = await say("Held back");
    await deliver();
    expect(await row(id)).toMatchObject({ status: "held" });
    const [channel] = await withTenant(tunde, (tx) => tx.select().from(channels));
    expect(channel).toMatchObject({ status: "needs_reconnect" });
  });

  it("speaks through the Page of an account that was connected by Facebook Login", {
    timeout: 30_000,
  }, async () => {
    const { userId, pageId, accessToken } = PAGE_ACCOUNT;
    const ceoId = tunde.ceoId as string;
    await withTenant(tunde, (tx) =>
      tx.insert(channels).values({
        ceoId,
        id: "chn_page",
        platform: "instagram",
        externalId: userId,
        login: "page",
        pageId,
        displayName: "Tunde Repairs",
        displayHandle: "@tunde.repairs",
        tokenSealed: seal(env().ENCRYPTION_KEYS, tokenPlace(ceoId, "chn_page"), accessToken),
      }),
    );
    const repairs = new Chat(shops, AMINA, { ...TUNDE, channel: { ...TUNDE.channel, externalId: userId } });
    expect((await repairs.says("How much be the mouse?")).join("\n")).toContain("₦8,500");
    const { calls } = (await shops.ask(`ledger?number=${userId}`)) as {
      calls: { path: string; body: unknown }[];
    };
    const sent = calls.find(({ path }) => path.endsWith("/messages"));
    expect(sent).toMatchObject({ path: `/v25.0/${pageId}/messages`, body: { messaging_type: "RESPONSE" } });
    expect(await shops.admin`select channel_id from lookup_channel('instagram', ${pageId})`).toMatchObject([
      { channel_id: "chn_page" },
    ]);
  });

  it("P18 story 4: the same person at Ada's on WhatsApp is another contact, and neither shop sees the other's", {
    timeout: 60_000,
  }, async () => {
    const atAda = new Chat(shops, AMINA, ADA);
    const answer = await atAda.says("Hi, how much be the red ankara dress?");
    expect(answer.join("\n")).toContain("₦12,500");
    const ada = await shops.ctxOf(ADA);
    const ofAda = await withTenant(ada, (tx) => tx.select().from(messages));
    const ofTunde = await rows();
    expect(ofAda.filter(({ direction }) => direction === "in").map(({ text }) => text)).toEqual([
      "Hi, how much be the red ankara dress?",
    ]);
    expect(ofTunde.some(({ text }) => text?.includes("ankara"))).toBe(false);
    expect(ofAda.some(({ text }) => text?.includes("laptop"))).toBe(false);
    const people = await withTenant(ada, (tx) => tx.select().from(contacts));
    expect(people).toHaveLength(1);
    expect(people[0]?.address).toBeNull();
  });
});

async function expectSent(text: string): Promise<{ id: string }> {
  const find = async () => (await amina.received()).find((one) => one.text === text);
  await expect.poll(find).toBeDefined();
  return (await find()) as { id: string };
}
