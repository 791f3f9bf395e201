import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { conversationEvents } from "@/db/schema/messages";
import { escalations, receipts } from "@/db/schema/proof";
import { receiptChecks } from "@/db/schema/receipt-facts";
import { reencode } from "@/lib/imaging/reencode";
import { getOrderDto } from "@/lib/orders/queries";
import { checkReceipt } from "@/lib/receipts/check-receipt";
import { loadProof } from "@/lib/receipts/load-proof";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import { CHECK_IDS } from "@/lib/receipts/schema";
import { discardLeftovers, storeProof } from "@/lib/receipts/store-proof";
import { submitReceipt } from "@/lib/receipts/submit-receipt";
import { store } from "@/lib/storage/store";
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

/** What stands in for Meta: a Graph that knows some media, and a host that serves them to its token alone. */
const meta = {
  files: new Map<string, Buffer>(),
  isAway: false,
  hash: undefined as string | undefined,
  asked: 0,
};
let server: Server;
let database: TestDatabase;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://meta");
    const id = pathname.split("/").at(-1) ?? "";
    const bytes = meta.files.get(id);
    meta.asked += 1;
    if (meta.isAway) return request.socket.destroy();
    if (request.headers.authorization !== "Bearer channel-token") {
      return response.writeHead(401).end("{}");
    }
    if (!bytes) return response.writeHead(404).end('{"error":{"code":100,"message":"unknown"}}');
    if (pathname.startsWith("/files/")) return response.writeHead(200).end(bytes);
    const sha256 = meta.hash ?? sha256Of(bytes);
    response.end(JSON.stringify({ url: `${base}/files/${id}`, sha256, file_size: bytes.length }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl, { META_GRAPH_URL: base, META_MEDIA_HOSTS: `127.0.0.1:${port}` });
});

beforeEach(() => Object.assign(meta, { isAway: false, hash: undefined, asked: 0 }));

afterAll(async () => {
  server.close();
  await closeDatabase();
  await database.drop();
});

const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** A picture unlike any other: a plain colour would do, but each must have its own bytes. */
function picture(seed: number): Promise<Buffer> {
  const background = { r: seed % 256, g: (seed * 7) % 256, b: (seed * 13) % 256 };
  return sharp({ create: { width: 360, height: 640, channels: 3, background } })
    .jpeg()
    .withExif({ IFD0: { Copyright: "GPS and a name" } })
    .toBuffer();
}

async function submit(
  world: SalesWorld,
  orderId: string,
  bytes: Buffer,
  sha256Hex?: string,
): Promise<string> {
  const id = `m${meta.files.size + 1}`;
  meta.files.set(id, bytes);
  const messageId = await pictureFrom(world, { id, ...(sha256Hex ? { sha256Hex } : {}) });
  const { receiptId } = await withTenant(world.bot, (tx) =>
    submitReceipt(tx, world.bot, { orderId, messageId }),
  );
  return receiptId;
}

const check = (world: SalesWorld, receiptId: string) => checkReceipt({ ceoId: world.ceoId, receiptId });

async function receiptOf(world: SalesWorld, receiptId: string) {
  const [row] = await withTenant(world.bot, (tx) =>
    tx.select().from(receipts).where(eq(receipts.id, receiptId)),
  );
  if (!row) throw new Error("no such receipt");
  return row;
}

async function checkOf(world: SalesWorld, receiptId: string, checkId: string) {
  const [row] = await withTenant(world.bot, (tx) =>
    tx
      .select()
      .from(receiptChecks)
      .where(and(eq(receiptChecks.receiptId, receiptId), eq(receiptChecks.checkId, checkId))),
  );
  return row;
}

async function statusOf(world: SalesWorld, orderId: string) {
  return (await withTenant(world.bot, (tx) => getOrderDto(tx, orderId))).status;
}

describe("checking a proof of payment", () => {
  it("keeps the original and a copy of our own without metadata, and says what a person must compare", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const original = await picture(1);
    const receiptId = await submit(world, order.id, original);
    await check(world, receiptId);
    const row = await receiptOf(world, receiptId);
    expect(row).toMatchObject({
      state: "waiting",
      verdict: "check_by_hand",
      sha256: sha256Of(original),
      mimeType: "image/jpeg",
      viewWidth: 360,
      viewHeight: 640,
    });
    expect(row.viewKey).toMatch(new RegExp(`^receipts/${world.ceoId}/${world.vendorId}/${order.id}/`));
    const kept = await store().get(row.originalKey ?? "");
    expect(kept?.bytes.equals(original)).toBe(true);
    const view = await store().get(row.viewKey ?? "");
    expect((await sharp(view?.bytes).metadata()).exif).toBeUndefined();
    const checks = await withTenant(world.bot, (tx) =>
      tx.select().from(receiptChecks).where(eq(receiptChecks.receiptId, receiptId)),
    );
    expect(checks.map((one) => one.checkId).sort()).toEqual([...CHECK_IDS].sort());
    expect(checks.find((one) => one.checkId === "amount")?.message).toContain("₦12,500");
    expect(await auditOf(world, order.id)).toEqual(["ORDER_PLACED", "RECEIPT_UPLOADED", "RECEIPT_CHECKED"]);
  });

  it("twice is once, and after another receipt has come it is left alone", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const first = await submit(world, order.id, await picture(2));
    await Promise.all([check(world, first), check(world, first)]);
    await check(world, first);
    const second = await submit(world, order.id, await picture(3));
    await check(world, first);
    expect((await receiptOf(world, first)).state).toBe("superseded");
    await check(world, second);
    expect((await receiptOf(world, second)).state).toBe("waiting");
    const entries = await auditOf(world, order.id);
    expect(entries.filter((action) => action === "RECEIPT_CHECKED")).toHaveLength(2);
  });

  it("never makes room for itself: what a dead or late run stored stays until the receipt names another", async () => {
    const world = await makeSalesWorld();
    const { id: orderId } = await orderIn(world);
    const bytes = await picture(31);
    const receiptId = await submit(world, orderId, bytes);
    const proof = await withTenant(world.worker, (tx) => loadProof(tx, receiptId));
    const view = await reencode(bytes);
    if (!proof || !view.ok) throw new Error("no proof to store");
    const other = { bytes: Buffer.from("what a dead run left"), sha256Hex: "" };
    const dead = await storeProof(proof, { ...other, sha256Hex: sha256Of(other.bytes) }, view);
    const late = await storeProof(proof, { bytes, sha256Hex: sha256Of(bytes) }, view);
    // Both originals lie there until the database says which one counts: no moment without either.
    expect(late.stored.originalKey).not.toBe(dead.stored.originalKey);
    for (const { stored } of [dead, late]) expect(await store().get(stored.originalKey)).not.toBeNull();
    await discardLeftovers(world.worker, late);
    for (const { stored } of [dead, late]) expect(await store().get(stored.originalKey)).not.toBeNull();

    await check(world, receiptId);
    const row = await receiptOf(world, receiptId);
    expect((await store().get(row.originalKey ?? ""))?.bytes.equals(bytes)).toBe(true);
    expect(await store().get(dead.stored.originalKey)).toBeNull();
    // A run that comes late, with other bytes, takes nothing away from what the receipt names.
    const late2 = await storeProof(proof, { bytes: other.bytes, sha256Hex: sha256Of(other.bytes) }, view);
    await discardLeftovers(world.worker, late2);
    expect((await store().get(row.originalKey ?? ""))?.bytes.equals(bytes)).toBe(true);
    expect(await store().get(row.viewKey ?? "")).not.toBeNull();
    expect(await store().get(late2.stored.originalKey)).toBeNull();
  });

  it("AP-03 shows where the same picture was used before, and lets the owner alone release it (P10.1)", async () => {
    const world = await makeSalesWorld();
    const bytes = await picture(4);
    const first = await orderIn(world);
    await check(world, await submit(world, first.id, bytes));
    const second = await orderIn(world);
    const receiptId = await submit(world, second.id, bytes);
    await check(world, receiptId);
    expect((await receiptOf(world, receiptId)).verdict).toBe("looks_wrong");
    const found = await checkOf(world, receiptId, "same_image");
    expect(found?.result).toBe("fail");
    expect(found?.message).toContain(first.reference);
    expect(found?.evidence).toMatchObject({ order_id: first.id, reference: first.reference });
    expect(await toldTo(world)).toEqual(["order_escalated", "receipt_same_image"]);
    expect([await statusOf(world, first.id), await statusOf(world, second.id)]).toEqual([
      "RECEIPT_UPLOADED",
      "ESCALATED",
    ]);
    const [why] = await withTenant(world.bot, (tx) => tx.select().from(escalations));
    expect(why).toMatchObject({ orderId: second.id, receiptId, reason: "checks" });
    const approval = { orderId: second.id, action: "approve" as const, credit_seen: true as const };
    await expect(reviewReceipt(world.vendor, approval)).rejects.toMatchObject({ code: "escalated" });
    // The control: what fits is the vendor's to release.
    await reviewReceipt(world.vendor, { ...approval, orderId: first.id });
    expect(await statusOf(world, first.id)).toBe("APPROVED");
  });

  it("AP-03 of one picture for two orders at once the second is flagged", async () => {
    const world = await makeSalesWorld();
    const bytes = await picture(14);
    const placed = [await orderIn(world), await orderIn(world)];
    const ids = [];
    for (const order of placed) ids.push(await submit(world, order.id, bytes));
    await Promise.all(ids.map((id) => check(world, id)));
    const results = await Promise.all(
      ids.map(async (id) => (await checkOf(world, id, "same_image"))?.result),
    );
    expect(results.sort()).toEqual(["fail", "pass"]);
  });

  it("says when it was sent for this order before, and nothing of another business's", async () => {
    const world = await makeSalesWorld();
    const stranger = await makeSalesWorld();
    const bytes = await picture(5);
    const theirs = await orderIn(stranger);
    await check(stranger, await submit(stranger, theirs.id, bytes));
    const order = await orderIn(world);
    const first = await submit(world, order.id, bytes);
    await check(world, first);
    expect((await checkOf(world, first, "same_image"))?.result).toBe("pass");
    await reviewReceipt(world.vendor, { orderId: order.id, action: "reject", notes: "no money came" });
    const again = await submit(world, order.id, bytes);
    await check(world, again);
    expect((await checkOf(world, again, "same_image"))?.result).toBe("warn");
  });

  it("escalates what reaches the threshold", async () => {
    const world = await makeSalesWorld({ priceKobo: 100_000_000 });
    const order = await orderIn(world);
    const receiptId = await submit(world, order.id, await picture(6));
    await check(world, receiptId);
    expect((await receiptOf(world, receiptId)).state).toBe("escalated");
    expect(await statusOf(world, order.id)).toBe("ESCALATED");
    const newer = await submit(world, order.id, await picture(7));
    await check(world, newer);
    expect((await receiptOf(world, newer)).state).toBe("escalated");
    expect(await statusOf(world, order.id)).toBe("ESCALATED");
  });
});

describe("a file that cannot be used", () => {
  it.each([
    [
      "type",
      "FI-01 a web page named as a picture",
      async () => Buffer.from("<html><script>alert(1)</script>"),
    ],
    ["type", "FI-03 an SVG", async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["damaged", "a picture cut in half", async () => (await picture(8)).subarray(0, 500)],
    ["gone", "one that Meta does not have any more", async () => null],
  ])("(%s: %s) is asked for again, kindly", async (reason, _what, make) => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const bytes = await make();
    const receiptId = await submit(world, order.id, bytes ?? Buffer.from("x"));
    if (bytes === null) meta.files.clear();
    await check(world, receiptId);
    await check(world, receiptId);
    expect(await receiptOf(world, receiptId)).toMatchObject({ state: "unreadable", viewKey: null });
    expect(await statusOf(world, order.id)).toBe("AWAITING_PAYMENT");
    const [told] = await withTenant(world.bot, (tx) =>
      tx.select().from(conversationEvents).where(eq(conversationEvents.conversationId, world.conversationId)),
    );
    expect(told).toMatchObject({ kind: "receipt_unreadable", data: { orderId: order.id, reason } });
    expect(await toldTo(world)).toHaveLength(1);
    expect((await auditOf(world, order.id)).at(-1)).toBe("RECEIPT_UNREADABLE");
  });

  it("gives its place back to the readable one it had replaced", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const good = await submit(world, order.id, await picture(9));
    await check(world, good);
    const bad = await submit(world, order.id, Buffer.from("not a picture"));
    await check(world, bad);
    expect((await receiptOf(world, good)).state).toBe("waiting");
    expect(await statusOf(world, order.id)).toBe("RECEIPT_UPLOADED");
    expect(await toldTo(world)).toEqual(["receipt_unreadable"]);
  });

  it("gives its place back to one that was replaced before it could be read, and that to the one before", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const first = await submit(world, order.id, await picture(13));
    await check(world, first);
    const unread = await submit(world, order.id, Buffer.from("not a picture either"));
    const last = await submit(world, order.id, Buffer.from("not a picture"));
    await check(world, unread);
    expect((await receiptOf(world, unread)).state).toBe("superseded");
    await check(world, last);
    expect((await receiptOf(world, unread)).state).toBe("reading");
    await check(world, unread);
    expect((await receiptOf(world, unread)).state).toBe("unreadable");
    expect((await receiptOf(world, first)).state).toBe("waiting");
    expect(await statusOf(world, order.id)).toBe("RECEIPT_UPLOADED");
  });

  it("whose bytes are not what Meta announced is never kept (FI-13)", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const receiptId = await submit(world, order.id, await picture(10), "0".repeat(64));
    await expect(check(world, receiptId)).rejects.toThrow("hash_mismatch");
    expect(await receiptOf(world, receiptId)).toMatchObject({ state: "reading", originalKey: null });
  });

  it("is waited for while Meta is away, and not for ever", async () => {
    const world = await makeSalesWorld();
    const order = await orderIn(world);
    const receiptId = await submit(world, order.id, await picture(11));
    meta.isAway = true;
    await expect(check(world, receiptId)).rejects.toThrow("not there yet");
    expect(await statusOf(world, order.id)).toBe("RECEIPT_UPLOADED");
    meta.isAway = false;
    await check(world, receiptId);
    expect((await receiptOf(world, receiptId)).state).toBe("waiting");
    const late = await submit(world, order.id, await picture(12));
    meta.isAway = true;
    await withTenant(world.bot, (tx) =>
      tx
        .update(receipts)
        .set({ createdAt: new Date(Date.now() - 3 * 3_600_000) })
        .where(eq(receipts.id, late)),
    );
    await check(world, late);
    expect((await receiptOf(world, late)).state).toBe("unreadable");
  });
});
