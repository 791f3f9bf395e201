import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import * as upload from "@/app/api/uploads/[token]/route";
import { closeDatabase, rawSql } from "@/db/client";
import { channels, contacts, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { uploadLinks } from "@/db/schema/order-papers";
import { auditDetails, auditEntries, receipts } from "@/db/schema/proof";
import { orders } from "@/db/schema/sales";
import { takeTurn } from "@/lib/conversation/take-turn";
import { sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { lockOrdersOfContact } from "@/lib/orders/move-order";
import { checkReceipt } from "@/lib/receipts/check-receipt";
import { readUpload } from "@/lib/receipts/read-upload";
import { allowUpload } from "@/lib/receipts/upload-link";
import { store } from "@/lib/storage/store";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { BuyerPhone } from "../support/chat";
import { ownDatabase } from "../support/database";
import { tiledHeic } from "../support/heic-samples";
import {
  auditOf,
  makeSalesWorld,
  orderIn,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const phones: BuyerPhone[] = [];

beforeEach(() => rawSql()`delete from rate_limits`);

afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await closeDatabase();
});

let seed = 0;
function picture(): Promise<Buffer> {
  seed += 1;
  const background = { r: seed % 256, g: (seed * 7) % 256, b: 90 };
  return sharp({ create: { width: 360, height: 640, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

async function linked(world: SalesWorld, orderId: string): Promise<string> {
  const { url } = await withTenant(world.bot, (tx) =>
    allowUpload(tx, world.bot, { orderId, conversationId: world.conversationId }),
  );
  return url.split("/u/")[1] ?? "";
}

async function orderWithLink(options?: Parameters<typeof makeSalesWorld>[0]) {
  const world = await makeSalesWorld(options);
  const order = await orderIn(world);
  return { world, order, token: await linked(world, order.id) };
}

function put(token: string, body: Uint8Array | ReadableStream, headers: Record<string, string> = {}) {
  const request = new Request(`http://127.0.0.1:3000/api/uploads/${token}`, {
    method: "PUT",
    body: body as BodyInit,
    headers,
    duplex: "half",
  } as RequestInit);
  return upload.PUT(request, { params: Promise.resolve({ token }) });
}

async function refusal(response: Response): Promise<[number, string]> {
  return [response.status, (await response.json()).code];
}

const turn = (world: SalesWorld, conversationId = world.conversationId) =>
  takeTurn({ ceoId: world.ceoId, conversationId });

const filesOf = (world: SalesWorld) => {
  const folder = path.join(env().STORAGE_DIR ?? "", "uploads", world.ceoId);
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name))
    : [];
};

const inbound = (world: SalesWorld) =>
  withTenant(world.bot, (tx) => tx.select().from(messages).where(eq(messages.direction, "in")));
const outgoing = (world: SalesWorld) =>
  withTenant(world.bot, (tx) => tx.select().from(messages).where(eq(messages.direction, "out")));
const receiptsOf = (world: SalesWorld) => withTenant(world.bot, (tx) => tx.select().from(receipts));
async function statusOf(world: SalesWorld, orderId: string) {
  const [row] = await withTenant(world.bot, (tx) => tx.select().from(orders).where(eq(orders.id, orderId)));
  return row?.status;
}

describe("the upload link of an order", () => {
  it("P9.2 is asked for in chat, takes one picture, and that becomes the order's receipt", async () => {
    const world = await makeSalesWorld();
    const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
    const phone = new BuyerPhone(world, channel?.externalId ?? "", database.adminUrl, "2348031234567");
    phones.push(phone);
    await phone.says("Hi, I want the red ankara dress");
    await phone.says("Chinedu, 123 Lagos St, Ikeja");
    await phone.says(await phone.lastCode());
    const heard = (await phone.says("upload")).join("\n");
    expect(heard).toContain("15 minutes");
    const url = await phone.lastCode();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/u\/[\w-]{43}$/);
    const token = url.split("/u/")[1] ?? "";
    const sent = await outgoing(world);
    expect(JSON.stringify(sent)).not.toContain(token);
    // Not of the kind for which an SMS steps in when it cannot be delivered.
    expect(sent.at(-1)?.kind).toBe("text");

    const [order] = await withTenant(world.bot, (tx) => tx.select().from(orders));
    const view = await readUpload(token, { requestId: "req_test" });
    expect(view).toMatchObject({
      state: "open",
      business: "Ada's Fashion",
      reference: order?.reference,
      totalKobo: 1_250_000,
    });

    const bytes = await picture();
    const response = await put(token, bytes);
    expect(response.status).toBe(201);
    expect((await phone.turn()).join("\n")).toContain(order?.reference);
    expect(await statusOf(world, order?.id ?? "")).toBe("RECEIPT_UPLOADED");

    const [receipt] = await receiptsOf(world);
    await checkReceipt({ ceoId: world.ceoId, receiptId: receipt?.id ?? "" });
    const [checked] = await receiptsOf(world);
    expect(checked).toMatchObject({ state: "waiting", sha256: sha256Hex(bytes), orderId: order?.id });
    expect((await store().get(checked?.originalKey ?? ""))?.bytes.equals(bytes)).toBe(true);
    expect(filesOf(world)).toEqual([]);
    expect(await auditOf(world, order?.id ?? "")).toEqual([
      "ORDER_PLACED",
      "UPLOAD_LINK_SENT",
      "UPLOAD_RECEIVED",
      "RECEIPT_UPLOADED",
      "RECEIPT_CHECKED",
    ]);
    expect((await readUpload(token, { requestId: "req_test" }))?.state).toBe("used");
  });

  it("keeps the token's hash alone", async () => {
    const { world, token } = await orderWithLink();
    const rows = await withTenant(world.bot, async (tx) => [
      await tx.select().from(uploadLinks),
      await tx.select().from(messages),
      await tx.select().from(auditDetails),
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).toContain(sha256Hex(token));
  });

  it("stores the message as the buyer's own, of the right order though others wait for payment too", async () => {
    const { world, order, token } = await orderWithLink();
    const other = await orderIn(world);
    await put(token, await picture(), { "content-type": "image/jpeg" });
    const [message] = await inbound(world);
    expect(message).toMatchObject({
      kind: "image",
      author: "contact",
      orderId: order.id,
      status: "received",
    });
    const [conversation] = await withTenant(world.bot, (tx) => tx.select().from(conversations));
    expect(conversation?.lastInboundAt).toBeNull();
    await turn(world);
    expect(await statusOf(world, order.id)).toBe("RECEIPT_UPLOADED");
    expect(await statusOf(world, other.id)).toBe("AWAITING_PAYMENT");
  });

  it("takes a PDF as a document, whatever type was declared", async () => {
    const { world, order, token } = await orderWithLink();
    const response = await put(token, Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"), {
      "content-type": "image/png",
    });
    expect(response.status).toBe(201);
    const [message] = await inbound(world);
    expect(message).toMatchObject({ kind: "document", media: { mimeType: "application/pdf" } });
    await turn(world);
    const [receipt] = await receiptsOf(world);
    await checkReceipt({ ceoId: world.ceoId, receiptId: receipt?.id ?? "" });
    expect((await receiptsOf(world))[0]?.state).toBe("unreadable");
    expect(await statusOf(world, order.id)).toBe("AWAITING_PAYMENT");
    expect(filesOf(world)).toEqual([]);
  });

  it("takes an iPhone's HEIC, keeps it as it came and shows a JPEG of ours", async () => {
    const { world, order, token } = await orderWithLink();
    expect((await put(token, tiledHeic({ columns: 3, rows: 2 }))).status).toBe(201);
    expect((await inbound(world))[0]).toMatchObject({ kind: "image", media: { mimeType: "image/heic" } });
    await turn(world);
    await checkReceipt({ ceoId: world.ceoId, receiptId: (await receiptsOf(world))[0]?.id ?? "" });
    const [receipt] = await receiptsOf(world);
    expect(receipt).toMatchObject({
      state: "waiting",
      mimeType: "image/heic",
      viewWidth: 384,
      viewHeight: 256,
    });
    expect([receipt?.originalKey, receipt?.viewKey].map((key) => path.extname(key ?? ""))).toEqual([
      ".heic",
      ".jpg",
    ]);
    expect(await statusOf(world, order.id)).toBe("RECEIPT_UPLOADED");
  });

  it("twice is once: the same file again is answered as before, ten at once too", async () => {
    const { world, token } = await orderWithLink();
    const bytes = await picture();
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(token, bytes)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201));
    expect((await put(token, bytes)).status).toBe(201);
    expect(await inbound(world)).toHaveLength(1);
    await turn(world);
    expect(await receiptsOf(world)).toHaveLength(1);
    expect(filesOf(world)).toHaveLength(1);
  });

  it("waits for a turn of the same buyer that is under way, and neither waits in a ring", async () => {
    const { world, token } = await orderWithLink();
    const file = await picture();
    let coming: Promise<Response> | undefined;
    await withTenant(world.bot, async (tx) => {
      const mine = eq(conversations.id, world.conversationId);
      await tx.select().from(conversations).where(mine).for("no key update");
      coming = put(token, file);
      await expect
        .poll(
          () => rawSql()`select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`,
        )
        .not.toEqual([]);
      await lockOrdersOfContact(tx, world.contactId);
    });
    expect((await coming)?.status).toBe(201);
  });

  it("takes no second file, one after the other or at once", async () => {
    const { world, token } = await orderWithLink();
    const files = await Promise.all([picture(), picture(), picture(), picture()]);
    const answers = await Promise.all(files.map((bytes) => put(token, bytes)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await refusal(await put(token, await picture()))).toEqual([409, "link_used"]);
    expect(await inbound(world)).toHaveLength(1);
    expect(filesOf(world)).toHaveLength(1);
  });

  it("is over after 15 minutes, and when a newer one was asked for", async () => {
    const { world, order, token } = await orderWithLink();
    const [link] = await withTenant(world.bot, (tx) => tx.select().from(uploadLinks));
    const minutes = ((link?.expiresAt.getTime() ?? 0) - (link?.createdAt.getTime() ?? 0)) / 60_000;
    expect(minutes).toBe(15);
    const newer = await linked(world, order.id);
    expect(await refusal(await put(token, await picture()))).toEqual([410, "link_over"]);
    await withTenant(world.bot, (tx) =>
      tx.update(uploadLinks).set({ expiresAt: sql`now() - interval '1 second'` }),
    );
    expect(await refusal(await put(newer, await picture()))).toEqual([410, "link_over"]);
    expect((await readUpload(newer, { requestId: "req_test" }))?.state).toBe("over");
    expect(await inbound(world)).toEqual([]);
    expect(filesOf(world)).toEqual([]);
  });

  it("takes a file that began to come while the link was good", async () => {
    const { world, token } = await orderWithLink();
    const bytes = await picture();
    const slow = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await withTenant(world.bot, (tx) =>
            tx.update(uploadLinks).set({ expiresAt: sql`clock_timestamp()` }),
          );
          controller.enqueue(bytes);
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    expect((await put(token, slow)).status).toBe(201);
    expect(await inbound(world)).toHaveLength(1);
  });

  it.each(["A".repeat(43), "x", "'; drop table upload_links; --", "%00"])(
    "opens nothing for %s",
    async (token) => {
      expect(await refusal(await put(token, await picture()))).toEqual([404, "not_found"]);
      expect(await readUpload(token, { requestId: "req_test" })).toBeNull();
    },
  );

  it("reads no body for a token that is unknown", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1024));
        },
      },
      { highWaterMark: 0 },
    );
    expect((await put("B".repeat(43), body)).status).toBe(404);
    expect(pulled).toBe(0);
  });

  it("refuses more than 16 MiB, said beforehand or not, and stops reading there", async () => {
    const { world, token } = await orderWithLink();
    const said = await put(token, new Uint8Array(10), { "content-length": String(17 * 1024 * 1024) });
    expect(await refusal(said)).toEqual([413, "too_large"]);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    expect(await refusal(await put(token, endless))).toEqual([413, "too_large"]);
    expect(sent).toBeLessThan(20 * 1024 * 1024);
    const whole = new Uint8Array(16 * 1024 * 1024);
    whole.set(await picture());
    expect((await put(token, whole)).status).toBe(201);
    expect(await inbound(world)).toHaveLength(1);
  });

  it.each([
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["a GIF", Buffer.from("GIF89a\u0001")],
    ["a ZIP", Buffer.from("PK\u0003\u0004....")],
    ["plain text", Buffer.from("I don pay")],
  ])("refuses %s whatever it is called, and the link stays good", async (_what, bytes) => {
    const { world, token } = await orderWithLink();
    expect(await refusal(await put(token, bytes, { "content-type": "image/jpeg" }))).toEqual([
      415,
      "unsupported_media",
    ]);
    expect(filesOf(world)).toEqual([]);
    expect((await put(token, await picture())).status).toBe(201);
  });

  it("refuses an empty body and one that breaks off", async () => {
    const { world, token } = await orderWithLink();
    expect(await refusal(await put(token, new Uint8Array(0)))).toEqual([400, "invalid_request"]);
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([0xff, 0xd8, 0xff]));
      },
      pull(controller) {
        controller.error(new Error("reset"));
      },
    });
    expect(await refusal(await put(token, broken))).toEqual([400, "invalid_request"]);
    expect(await inbound(world)).toEqual([]);
  });

  it("takes nothing for an order that wants no proof any more", async () => {
    const { world, order, token } = await orderWithLink();
    await withTenant(world.ceo, (tx) => cancelOrder(tx, world.ceo, { orderId: order.id }));
    expect(await refusal(await put(token, await picture()))).toEqual([409, "wrong_state"]);
    expect((await readUpload(token, { requestId: "req_test" }))?.state).toBe("settled");
    expect(filesOf(world)).toEqual([]);
  });

  it("is given out for the buyer's own order alone", async () => {
    const { world, order } = await orderWithLink();
    const stranger = await makeSalesWorld();
    const input = { orderId: order.id, conversationId: stranger.conversationId };
    await expect(
      withTenant(stranger.bot, (tx) => allowUpload(tx, stranger.bot, input)),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    const mixed = { orderId: order.id, conversationId: "cnv_other" };
    await expect(withTenant(world.bot, (tx) => allowUpload(tx, world.bot, mixed))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      withTenant(world.vendor, (tx) =>
        allowUpload(tx, world.vendor, { orderId: order.id, conversationId: world.conversationId }),
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("puts nothing into another business", async () => {
    const { token } = await orderWithLink();
    const other = await orderWithLink({ businessName: "Tunde Tech" });
    await put(token, await picture());
    expect(await inbound(other.world)).toEqual([]);
    expect(await receiptsOf(other.world)).toEqual([]);
  });

  it("reads no file of another order, should a message name one", async () => {
    const { world, token } = await orderWithLink();
    const thief = await orderWithLink();
    await put(token, await picture());
    const [theirs] = await inbound(world);
    await put(thief.token, await picture());
    await withTenant(thief.world.bot, (tx) => tx.update(messages).set({ media: theirs?.media }));
    await turn(thief.world);
    const [receipt] = await receiptsOf(thief.world);
    await checkReceipt({ ceoId: thief.world.ceoId, receiptId: receipt?.id ?? "" });
    expect((await receiptsOf(thief.world))[0]).toMatchObject({ state: "unreadable", sha256: null });
    expect(filesOf(world)).toHaveLength(1);
  });

  it("is silent in chat for a buyer who opted out, and takes the proof all the same", async () => {
    const { world, order, token } = await orderWithLink();
    await withTenant(world.bot, (tx) => tx.update(contacts).set({ optedOutAt: sql`now()` }));
    await put(token, await picture());
    await turn(world);
    expect(await statusOf(world, order.id)).toBe("RECEIPT_UPLOADED");
    expect(await outgoing(world)).toEqual([]);
  });

  it("limits tries by link", async () => {
    const { token } = await orderWithLink();
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) statuses.push((await put(token, Buffer.from("no"))).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(415));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it("is refused from another site's page", async () => {
    const { token } = await orderWithLink();
    expect(await refusal(await put(token, await picture(), { origin: "https://evil.example" }))).toEqual([
      403,
      "foreign_origin",
    ]);
  });

  it("writes down where a file came from", async () => {
    const { world, order, token } = await orderWithLink();
    await put(token, await picture());
    const rows = await withTenant(world.bot, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.action, "UPLOAD_RECEIVED")),
    );
    expect(rows).toMatchObject([{ actorKind: "public", subjectId: order.id }]);
  });
});
