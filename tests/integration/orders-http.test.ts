import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as orderList from "@/app/api/orders/route";
import * as productOne from "@/app/api/products/[id]/route";
import * as productList from "@/app/api/products/route";
import * as receiptFile from "@/app/api/receipts/[id]/file/route";
import * as verify from "@/app/api/vendor/orders/[order_id]/verify/route";
import * as receiptList from "@/app/api/vendor/receipts/route";
import * as signedFile from "@/app/files/[token]/route";
import { closeDatabase } from "@/db/client";
import { vendors } from "@/db/schema/people";
import { auditEntries, escalations, receipts } from "@/db/schema/proof";
import { products } from "@/db/schema/sales";
import { openSession } from "@/lib/auth/open-session";
import { sha256Hex } from "@/lib/crypto";
import { newId } from "@/lib/ids";
import { store } from "@/lib/storage/store";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;
type Who = "nobody" | "vendor" | "colleague" | "ceo" | "otherVendor" | "otherCeo";
type Ask = { method?: string; path: string; params?: Record<string, string>; body?: unknown; token?: string };

let database: TestDatabase;
let ada: SalesWorld;
let tunde: SalesWorld;
let tokens: Record<Who, string | undefined>;
/** A small order that waits for its vendor, and a large one that waits for the CEO. */
let small: { orderId: string; receiptId: string; reference: string };
let _large: { orderId: string; receiptId: string; escalationId: string };
const view = { bytes: Buffer.alloc(0), key: "" };

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  ada = await makeSalesWorld();
  tunde = await makeSalesWorld({ businessName: "Tunde Tech" });
  tokens = {
    nobody: undefined,
    vendor: await signIn(ada.vendor),
    colleague: await signIn(await colleagueOf(ada)),
    ceo: await signIn(ada.ceo),
    otherVendor: await signIn(tunde.vendor),
    otherCeo: await signIn(tunde.ceo),
  };
  small = await checkedOrderIn(ada);
  const order = await checkedOrderIn(ada, { quantity: 100 });
  const [opened] = await withTenant(ada.bot, (tx) => tx.select().from(escalations));
  _large = { ...order, escalationId: opened?.id ?? "" };
  await keepFiles(small.receiptId);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function signIn(ctx: MemberContext): Promise<string> {
  const { token } = await withTenantAndPlatform(ctx, (tx) =>
    openSession(tx, ctx, {
      identityId: ctx.identityId,
      membership: { role: ctx.role, ceoId: ctx.ceoId, vendorId: ctx.vendorId },
      way: "api",
      isElsewhere: false,
    }),
  );
  return token;
}

async function colleagueOf(world: SalesWorld): Promise<MemberContext> {
  const id = newId("vendor");
  const identityId = newId("identity");
  await withTenant(world.bot, (tx) =>
    tx
      .insert(vendors)
      .values({ ceoId: world.ceoId, id, identityId, name: "Second vendor", phone: "+2348030000077" }),
  );
  return memberContext(
    { ...world.vendor, vendorId: id, identityId, memberName: "Second vendor" },
    { requestId: newId("request") },
  );
}

/** Puts real files behind a receipt's keys. */
async function keepFiles(receiptId: string): Promise<void> {
  const [row] = await withTenant(ada.bot, (tx) =>
    tx.select().from(receipts).where(eq(receipts.id, receiptId)),
  );
  const create = { width: 8, height: 8, channels: 3 as const, background: "#0e6b46" };
  view.bytes = await sharp({ create }).jpeg().toBuffer();
  view.key = row?.viewKey ?? "";
  const facts = { contentType: "image/jpeg", sha256Hex: sha256Hex(view.bytes) };
  await store().put(view.key, view.bytes, facts);
  await store().put(row?.originalKey ?? "", view.bytes, facts);
}

function call(handler: Handler, { method = "GET", path, params = {}, body, token }: Ask): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(params) });
}

describe("AZ-02 answers", () => {
  it("AZ-02 AZ-05 gives another business nothing in any list, and no secret to anybody", async () => {
    const lists: [Handler, string][] = [
      [orderList.GET, "/api/orders?limit=200"],
      [receiptList.GET, "/api/vendor/receipts"],
      [productList.GET, "/api/products"],
    ];
    for (const [handler, path] of lists) {
      const theirs = await (await call(handler, { path, token: tokens.otherCeo })).text();
      for (const id of [small.orderId, small.receiptId, ada.productId, ada.contactId, ada.vendorId]) {
        expect(theirs).not.toContain(id);
      }
      const ours = await (await call(handler, { path, token: tokens.ceo })).text();
      expect(ours).toContain("items");
      expect(ours).not.toMatch(/token|secret|otp|_key"|originals\/|receipts\/|\+23480/i);
    }
    const colleagues = await call(orderList.GET, { path: "/api/orders", token: tokens.colleague });
    expect((await colleagues.json()).data.items).toEqual([]);
  });

  it("AZ-07 refuses fields that are not the caller's to set", async () => {
    for (const extra of ["status", "ceo_id", "total_kobo", "decided_by_id", "credit_fact_id"]) {
      const response = await call(verify.POST, {
        method: "POST",
        path: "/x",
        params: { order_id: small.orderId },
        body: { action: "approve", [extra]: "APPROVED" },
        token: tokens.vendor,
      });
      expect(response.status).toBe(400);
    }
  });
});

describe("lists", () => {
  it("go on where the page before ended, without gaps or repeats", async () => {
    const world = await makeSalesWorld();
    const token = await signIn(world.vendor);
    for (let i = 0; i < 5; i += 1) await checkedOrderIn(world);
    for (const [handler, path] of [
      [orderList.GET, "/api/orders"],
      [receiptList.GET, "/api/vendor/receipts"],
    ] as [Handler, string][]) {
      const ids: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const next: string = cursor === "" ? "" : `&cursor=${cursor}`;
        const { data } = await (await call(handler, { path: `${path}?limit=2${next}`, token })).json();
        ids.push(...data.items.map((item: Record<string, string>) => item.receipt_id ?? item.order_id));
        cursor = data.next_cursor;
      }
      expect(new Set(ids).size).toBe(5);
      expect(ids).toHaveLength(5);
    }
  });

  it("find by reference or name, and refuse what they do not know", async () => {
    const path = `/api/orders?q=${small.reference}`;
    const { data } = await (await call(orderList.GET, { path, token: tokens.ceo })).json();
    expect(data.items.map((item: { order_id: string }) => item.order_id)).toEqual([small.orderId]);
    const percent = await (
      await call(orderList.GET, { path: "/api/orders?q=%25", token: tokens.ceo })
    ).json();
    expect(percent.data.items).toEqual([]);
    const wrong = await call(orderList.GET, { path: "/api/orders?cursor=zzz", token: tokens.ceo });
    expect(wrong.status).toBe(400);
  });
});

describe("a private file", () => {
  const linkOf = async (query = "", token = tokens.ceo) => {
    const ask = { path: `/api/receipts/x/file${query}`, params: { id: small.receiptId }, token };
    return (await call(receiptFile.GET, ask)).headers.get("location") ?? "";
  };
  const open = (link: string) => {
    const token = link.split("/files/")[1] ?? "";
    return signedFile.GET(new Request(link), { params: Promise.resolve({ token }) });
  };

  it("FI-12 opens by a link of one minute that is audited and opens nothing else", async () => {
    const entries = async () =>
      withTenant(ada.bot, (tx) =>
        tx.select().from(auditEntries).where(eq(auditEntries.action, "FILE_LINK_ISSUED")),
      );
    const before = (await entries()).length;
    const link = await linkOf("", tokens.vendor);
    expect((await entries()).length).toBe(before + 1);
    const response = await open(link);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(view.bytes)).toBe(true);
    const [payload = "", signature = ""] = (link.split("/files/")[1] ?? "").split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    expect(claims.e * 1000 - Date.now()).toBeLessThanOrEqual(60_000);
    const moved = Buffer.from(JSON.stringify({ ...claims, k: "receipts/other" })).toString("base64url");
    const forged = await open(`http://127.0.0.1:3000/files/${moved}.${signature}`);
    expect(forged.status).toBe(404);
  });

  it("FI-06 is served so that it can do no harm", async () => {
    const shown = await open(await linkOf());
    expect(shown.headers.get("content-type")).toBe("image/jpeg");
    expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    expect(shown.headers.get("cache-control")).toContain("no-store");
    const original = await open(await linkOf("?original=1"));
    expect(original.headers.get("content-disposition")).toMatch(
      /^attachment; filename="TG-\w+-original\.jpg"/,
    );
  });

  it("FI-13 that was changed in the store is never served", async () => {
    const link = await linkOf();
    const { writeFile } = await import("node:fs/promises");
    const changed = Buffer.from(view.bytes);
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1;
    await writeFile(`${process.env.STORAGE_DIR}/${view.key}`, changed);
    expect((await open(link)).status).toBe(409);
    const ask = { path: "/x", params: { id: small.receiptId }, token: tokens.ceo };
    expect((await call(receiptFile.GET, ask)).status).toBe(409);
    await writeFile(`${process.env.STORAGE_DIR}/${view.key}`, view.bytes);
    expect((await open(await linkOf())).status).toBe(200);
  });
});

describe("the catalogue", () => {
  const add = (body: object, token = tokens.ceo) =>
    call(productList.POST, { method: "POST", path: "/api/products", body, token });
  const change = (id: string, body: object) =>
    call(productOne.PATCH, { method: "PATCH", path: "/x", params: { id }, body, token: tokens.ceo });
  const remove = (id: string) =>
    call(productOne.DELETE, { method: "DELETE", path: "/x", params: { id }, token: tokens.ceo });

  it("takes a product, changes it, and lets it go, each with its entry", async () => {
    const added = await add({ name: " Gele ", price_kobo: 800_000, aliases: ["headtie"] });
    expect(added.status).toBe(201);
    const { product_id: id, name } = (await added.json()).data;
    expect(name).toBe("Gele");
    const changed = await (await change(id, { price_kobo: 750_000 })).json();
    expect(changed.data).toMatchObject({ price_kobo: 750_000, aliases: ["headtie"] });
    await change(id, { price_kobo: 750_000 });
    expect((await (await remove(id)).json()).data).toEqual({ product_id: id, removed: true });
    expect((await remove(id)).status).toBe(404);
    const rows = await withTenant(ada.bot, (tx) =>
      tx
        .select({ action: auditEntries.action })
        .from(auditEntries)
        .where(eq(auditEntries.subjectId, id))
        .orderBy(auditEntries.seq),
    );
    expect(rows.map((row) => row.action)).toEqual(["PRODUCT_ADDED", "PRODUCT_CHANGED", "PRODUCT_REMOVED"]);
  });

  it("keeps what was ordered, and only stops offering it", async () => {
    const world = await makeSalesWorld();
    await checkedOrderIn(world);
    const token = await signIn(world.ceo);
    const ask = { method: "DELETE", path: "/x", params: { id: world.productId }, token };
    expect((await (await call(productOne.DELETE, ask)).json()).data.removed).toBe(false);
    const [row] = await withTenant(world.bot, (tx) => tx.select().from(products));
    expect(row?.active).toBe(false);
  });

  it("AZ-03 refuses a vendor of another business, and prices that make no sense", async () => {
    const wrong: object[] = [
      { name: "Bag", price_kobo: 1_000, vendor_id: tunde.vendorId },
      { name: "Bag", price_kobo: 1_000, floor_price_kobo: 2_000 },
      { name: "Bag", price_kobo: 0 },
      { name: "Bag", price_kobo: 10.5 },
      { name: "", price_kobo: 1_000 },
      { name: "Bag", price_kobo: 1_000, ceo_id: tunde.ceoId },
    ];
    for (const body of wrong) expect((await add(body)).status).toBe(400);
  });
});

/** Everything of Ada's sales in one number: a refused call may not move it. */
