import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { asc, eq, sql } from "drizzle-orm";
import postgres from "postgres";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as pictureRoute from "@/app/api/messages/[id]/picture/route";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { messagePictures, messages } from "@/db/schema/messages";
import { auditEntries, receipts } from "@/db/schema/proof";
import { takeTurn } from "@/lib/conversation/take-turn";
import { newId } from "@/lib/ids";
import { listContactMessages } from "@/lib/messaging/contact-messages";
import { keepPictures } from "@/lib/messaging/keep-pictures";
import { listMessages } from "@/lib/messaging/queries";
import { receiveMessage } from "@/lib/messaging/receive-message";
import type { MessageItem } from "@/lib/meta/webhook/item";
import { listOrderMessages } from "@/lib/negotiation/queries";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { store } from "@/lib/storage/store";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { answers, type Bargain, bargain } from "../support/negotiating";
import { orderIn, setTestEnvironment } from "../support/sales-world";

/** What stands in for Meta's media hosts: by address, as Instagram's, or by id through Graph for its token alone. */
const files = new Map<string, Buffer>();
let isAway = false;
let server: Server;
let base: string;

const database = await ownDatabase();
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://meta");
    const bytes = files.get(pathname.split("/").at(-1) ?? "");
    if (isAway) return request.socket.destroy();
    if (!bytes) return response.writeHead(404).end('{"error":{"code":100,"message":"unknown"}}');
    if (pathname.startsWith("/cdn/")) return response.writeHead(200).end(bytes);
    if (request.headers.authorization !== "Bearer channel-token") return response.writeHead(401).end("{}");
    response.end(
      JSON.stringify({ url: `${base}/cdn/${pathname.split("/").at(-1)}`, file_size: bytes.length }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setTestEnvironment(database.databaseUrl, {
    META_GRAPH_URL: base,
    META_MEDIA_HOSTS: base.slice("http://".length),
  });
});
afterAll(async () => {
  server.close();
  await admin.end();
  await closeDatabase();
});

let of: Bargain;
beforeEach(async () => {
  isAway = false;
  await admin`delete from graphile_worker._private_jobs`;
  of = await bargain();
});

let drawn = 0;
/** A file at Meta, unlike any other; gives its name there. */
async function fileAtMeta(bytes?: Buffer): Promise<string> {
  drawn += 1;
  const name = `file-${drawn}`;
  const background = { r: drawn % 256, g: 90, b: 40 };
  const picture = sharp({ create: { width: 80, height: 60, channels: 3, background } });
  files.set(
    name,
    bytes ??
      (await picture
        .jpeg()
        .withExif({ IFD0: { Copyright: "Amina's phone" } })
        .toBuffer()),
  );
  return name;
}

/** The buyer sends a message, which the worker takes up. */
async function sends(content: Partial<MessageItem>): Promise<string> {
  const [contact] =
    await admin`select value from contact_identities where contact_id = ${of.world.contactId}`;
  const item: MessageItem = {
    type: "message",
    platform: "whatsapp",
    channelExternalId: "1",
    externalId: `wamid.${newId("message")}`,
    from: { phone: String(contact?.value) },
    sentAt: new Date(),
    kind: "image",
    payload: {},
    ...content,
  };
  const { bot, channelId, ceoId, conversationId } = of.world;
  const id = await withTenant(bot, (tx) => receiveMessage(tx, bot, { channelId, item }));
  await takeTurn({ ceoId, conversationId });
  return id ?? "";
}

/** Does what the queue holds about pictures. */
async function work(): Promise<void> {
  const jobs = await admin<{ id: string; payload: { ceoId: string; messageId: string } }[]>`
    select j.id, j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'keep-pictures' order by j.id`;
  for (const job of jobs) {
    await keepPictures(job.payload);
    await admin`delete from graphile_worker._private_jobs where id = ${job.id}`;
  }
}

const rowsOf = (messageId: string) =>
  withTenant(of.world.bot, (tx) =>
    tx
      .select()
      .from(messagePictures)
      .where(eq(messagePictures.messageId, messageId))
      .orderBy(asc(messagePictures.place)),
  );

async function viewOf(messageId: string) {
  const { items } = await listOrderMessages(of.world.vendor, { orderId: of.orderId, limit: 50 });
  return items.find((one) => one.message_id === messageId);
}

const open = async (messageId: string, place = 0, as = of.world.vendor) =>
  askRoute(pictureRoute.GET, {
    path: `/api/messages/${messageId}/picture?place=${place}`,
    params: { id: messageId },
    token: await signInAs(as),
  });

describe("P8.1 a picture that the buyer sends while a price is agreed on", () => {
  it("is kept as our own copy, shown to the vendor in chat and timeline, and the buyer hears that it is seen", async () => {
    const id = await sends({ media: { id: await fileAtMeta(), mimeType: "image/jpeg" } });
    expect((await viewOf(id))?.pictures).toEqual([{ place: 0, state: "waiting", path: null }]);
    await work();
    const path = `/api/messages/${id}/picture?place=0`;
    expect((await viewOf(id))?.pictures).toEqual([{ place: 0, state: "kept", path }]);
    const { contactId, conversationId, ceo } = of.world;
    for (const page of [
      await listContactMessages(ceo, { contactId, limit: 20 }),
      await listMessages(ceo, { conversationId, limit: 20 }),
    ]) {
      expect(page.items.find((one) => one.message_id === id)?.pictures).toMatchObject([{ path }]);
    }
    const kept = await store().get((await rowsOf(id))[0]?.viewKey ?? "");
    expect(Buffer.from(kept?.bytes ?? "").includes("Amina's phone")).toBe(false);
    expect(kept?.contentType).toMatch(/^image\/(?:jpeg|webp)$/);
    const said = await withTenant(of.world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.author, "bot")),
    );
    expect(said.map((one) => one.text).join("\n")).toContain("can see your picture");
    const [talk] = await withTenant(of.world.bot, (tx) => tx.select().from(conversations));
    expect(talk?.needsPersonSince).not.toBeNull();
    expect(await withTenant(of.world.bot, (tx) => tx.$count(receipts))).toBe(0);
  });

  it("opens by a 60-second link whose issue is written down, for the people of this shop alone", async () => {
    const id = await sends({ media: { id: await fileAtMeta() } });
    expect((await open(id)).status).toBe(404);
    await work();
    const answer = await open(id);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toContain("/files/");
    const entries = await withTenant(of.world.bot, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.subjectId, id)),
    );
    expect(entries).toMatchObject([{ action: "FILE_LINK_ISSUED", chain: "access" }]);
    const stranger = await bargain({ businessName: "Tunde Electronics" });
    for (const as of [stranger.world.vendor, stranger.world.ceo]) {
      const refused = await askRoute(pictureRoute.GET, {
        path: `/api/messages/${id}/picture`,
        params: { id },
        token: await signInAs(as),
      });
      expect(refused.status).toBe(404);
    }
    expect((await open(id, 1)).status).toBe(404);
    expect((await open(id, -1)).status).toBe(400);
  });

  it("comes through while a person answers, too, and the bot says nothing", async () => {
    await answers(of.world.vendor, of.orderId, { text: "Send me the model you mean" });
    await takeTurn(of.world);
    const before = await withTenant(of.world.bot, (tx) => tx.$count(messages, eq(messages.author, "bot")));
    const id = await sends({ media: { id: await fileAtMeta() } });
    await work();
    expect((await viewOf(id))?.pictures).toMatchObject([{ state: "kept" }]);
    expect(await withTenant(of.world.bot, (tx) => tx.$count(messages, eq(messages.author, "bot")))).toBe(
      before,
    );
  });

  it("every one of several in an Instagram message is kept; a proof among them is the proof, the others are seen", async () => {
    const media = { url: `${base}/cdn/${await fileAtMeta()}` };
    const moreMedia = [
      { url: `${base}/cdn/${await fileAtMeta()}` },
      { url: `${base}/cdn/${await fileAtMeta(Buffer.from("no picture"))}` },
      { url: `${base}/cdn/${await fileAtMeta()}` },
    ];
    const bargained = await sends({ media, moreMedia });
    await work();
    expect((await viewOf(bargained))?.pictures.map((one) => `${one.place} ${one.state}`)).toEqual([
      "0 kept",
      "1 kept",
      "2 unreadable",
      "3 kept",
    ]);

    const { bot } = of.world;
    await withTenant(bot, (tx) => cancelOrder(tx, bot, { orderId: of.orderId }));
    const { id: paid } = await orderIn(of.world);
    const proof = await sends({ media, moreMedia });
    await work();
    const [receipt] = await withTenant(of.world.bot, (tx) => tx.select().from(receipts));
    expect(receipt).toMatchObject({ orderId: paid, messageId: proof });
    const { items } = await listOrderMessages(of.world.vendor, { orderId: paid, limit: 50 });
    const view = items.find((one) => one.message_id === proof);
    expect(view?.receipt).toMatchObject({ receipt_id: receipt?.id });
    expect(view?.pictures.map((one) => `${one.place} ${one.state}`)).toEqual([
      "1 kept",
      "2 unreadable",
      "3 kept",
    ]);
  });

  it("is waited for while Meta is away, and called lost after two hours", async () => {
    const id = await sends({ media: { id: await fileAtMeta() } });
    isAway = true;
    await expect(work()).rejects.toThrow("not there yet");
    expect((await rowsOf(id))[0]?.state).toBe("waiting");
    isAway = false;
    await work();
    expect((await rowsOf(id))[0]?.state).toBe("kept");

    const late = await sends({ media: { id: await fileAtMeta() } });
    isAway = true;
    await admin`update messages set created_at = now() - interval '3 hours' where id = ${late}`;
    await work();
    expect((await viewOf(late))?.pictures).toEqual([{ place: 0, state: "unreadable", path: null }]);
  });

  it("is stored once however often the job runs at once, and goes when its sender deletes the message", async () => {
    const externalId = `wamid.${newId("message")}`;
    const id = await sends({ externalId, media: { id: await fileAtMeta() } });
    const job = { ceoId: of.world.ceoId, messageId: id };
    await Promise.all(Array.from({ length: 3 }, () => keepPictures(job)));
    const [row] = await rowsOf(id);
    expect(row?.state).toBe("kept");
    expect(await store().get(row?.viewKey ?? "")).not.toBeNull();
    await sends({ kind: "revoke", targetExternalId: externalId });
    expect((await open(id)).status).toBe(404);
    await work();
    expect(await rowsOf(id)).toEqual([]);
    expect(await store().get(row?.viewKey ?? "")).toBeNull();
  });

  it("that arrives too late for an answer is kept all the same", async () => {
    const sentAt = new Date(Date.now() - 26 * 3_600_000);
    const id = await sends({ sentAt, media: { id: await fileAtMeta() } });
    await work();
    expect((await rowsOf(id))[0]?.state).toBe("kept");
    const [row] = await withTenant(of.world.bot, (tx) =>
      tx.select({ stale: messages.stale, n: sql<number>`1` }).from(messages).where(eq(messages.id, id)),
    );
    expect(row?.stale).toBe(true);
  });
});
