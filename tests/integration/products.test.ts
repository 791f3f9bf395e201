import { sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import * as delivery from "@/app/api/ceo/delivery/route";
import * as picture from "@/app/api/products/[id]/picture/route";
import * as one from "@/app/api/products/[id]/route";
import * as exported from "@/app/api/products/export/route";
import * as imported from "@/app/api/products/import/route";
import * as list from "@/app/api/products/route";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { auditEntries } from "@/db/schema/proof";
import { orders, products } from "@/db/schema/sales";
import type { ImportOutcome, ProductView } from "@/lib/catalogue/schema";
import { store } from "@/lib/storage/store";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, signInAs } from "../support/ask-route";
import { BuyerPhone } from "../support/chat";
import { ownDatabase } from "../support/database";
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
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  await closeDatabase();
});

let ada: SalesWorld;
let token: string;
let vendor: string;
beforeEach(async () => {
  ada = await makeSalesWorld({ stock: 4 });
  token = await signInAs(ada.ceo);
  vendor = await signInAs(ada.vendor);
  await withTenant(ada.bot, (tx) => tx.execute(sql`delete from rate_limits`));
});

const change = (id: string, body: object, as = token) =>
  askRoute(one.PATCH, { method: "PATCH", path: "/x", params: { id }, body, token: as });
const add = (body: object) => askRoute(list.POST, { method: "POST", path: "/x", body, token });
const read = async (id = ada.productId): Promise<ProductView> =>
  (await (await askRoute(one.GET, { path: "/x", params: { id }, token })).json()).data;
const rowsOf = (world = ada) => withTenant(world.bot, (tx) => tx.select().from(products));

/** Sends bytes as they are, as a file picker does. */
function send(
  handler: Parameters<typeof askRoute>[0],
  method: string,
  path: string,
  bytes: Uint8Array | string,
  {
    as = token,
    params = {},
    headers = {},
  }: { as?: string; params?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, "content-type": "application/octet-stream", ...headers },
    body: typeof bytes === "string" ? bytes : Buffer.from(bytes),
  });
  return handler(request, { params: Promise.resolve(params) });
}

describe("two tabs that save at once", () => {
  it("the second is told, with what is there now, and nothing is lost", async () => {
    const seen = await read();
    const first = await change(ada.productId, { price_kobo: 1_300_000, version: seen.version });
    const second = await change(ada.productId, { name: "Crimson dress", version: seen.version });
    expect([first.status, second.status]).toEqual([200, 409]);
    const problem = await second.json();
    expect(problem).toMatchObject({
      code: "superseded",
      current: { price_kobo: 1_300_000, name: "Red ankara dress" },
    });
    expect(await read()).toMatchObject({ price_kobo: 1_300_000, name: "Red ankara dress" });
    const again = await change(ada.productId, { name: "Crimson dress", version: problem.current.version });
    expect(again.status).toBe(200);
  });

  it("of many at once exactly one wins", async () => {
    const { version } = await read();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        change(ada.productId, { price_kobo: 1_000_000 + at * 100, version }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await auditOf(ada, ada.productId)).toEqual(["PRODUCT_CHANGED"]);
  });

  it("a retry of the same change is no conflict", async () => {
    const { version } = await read();
    for (let tap = 0; tap < 2; tap += 1) {
      expect((await change(ada.productId, { price_kobo: 1_300_000, version })).status).toBe(200);
    }
  });

  it("a product of somebody suspended can be changed, and given to nobody who is", async () => {
    await withTenant(ada.bot, (tx) =>
      tx.execute(sql`update vendors set status = 'suspended' where not is_owner`),
    );
    expect((await change(ada.productId, { price_kobo: 1_300_000 })).status).toBe(200);
    expect((await change(ada.productId, { vendor_id: ada.ownerId })).status).toBe(200);
    expect((await change(ada.productId, { vendor_id: ada.vendorId })).status).toBe(400);
  });

  it("a sale meanwhile is in the way of a new stock, not of a new name", async () => {
    const { version } = await read();
    await withTenant(ada.bot, (tx) => tx.execute(sql`update products set stock = stock - 1`));
    expect((await change(ada.productId, { name: "Crimson dress", version })).status).toBe(200);
    const renamed = await read();
    await withTenant(ada.bot, (tx) => tx.execute(sql`update products set stock = stock - 1`));
    expect((await change(ada.productId, { stock: 9, version: renamed.version })).status).toBe(409);
    expect((await read()).stock).toBe(2);
  });
});

describe("a product that is added", () => {
  const addWith = (key: string, body: object) =>
    send(list.POST, "POST", "/x", JSON.stringify(body), {
      headers: { "content-type": "application/json", "idempotency-key": key },
    });

  it("AP-11 is added once, however often its request is repeated", async () => {
    const body = { name: "Gele", price_kobo: 800_000 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => addWith("tap-on-save-1", body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await rowsOf()).toHaveLength(2);
    expect((await addWith("tap-on-save-1", { ...body, price_kobo: 1 })).status).toBe(422);
    expect((await addWith("tap-on-save-2", body)).status).toBe(201);
    expect((await addWith("short", body)).status).toBe(400);
    expect(await rowsOf()).toHaveLength(3);
  });
});

describe("a product's picture", () => {
  const photo = () => sharp({ create: { width: 64, height: 48, channels: 3, background: "#c00" } });
  const set = (bytes: Uint8Array, options: { as?: string; params?: Record<string, string> } = {}) =>
    send(picture.PUT, "PUT", "/x", bytes, { params: { id: ada.productId }, ...options });
  const open = () => askRoute(picture.GET, { path: "/x", params: { id: ada.productId }, token: vendor });

  it("is kept as a re-encode without what the camera wrote, shown by a link, and replaced", async () => {
    const bytes = await photo()
      .withExif({ IFD0: { Artist: "Ada at 6.5244 N" } })
      .jpeg()
      .toBuffer();
    const answer = await set(bytes);
    expect(answer.status).toBe(200);
    const { data } = await answer.json();
    expect(data.has_picture).toBe(true);
    const [row] = await rowsOf();
    const kept = await store().get(row?.pictureKey ?? "");
    expect(kept?.contentType).toBe("image/jpeg");
    expect(kept?.bytes.includes("Ada at")).toBe(false);
    expect(bytes.includes("Ada at")).toBe(true);
    expect((await open()).status).toBe(302);
    const next = await (await set(await photo().png().toBuffer())).json();
    expect(next.data.picture_version).not.toBe(data.picture_version);
    expect(await store().get(row?.pictureKey ?? "")).toBeNull();
    expect(await auditOf(ada, ada.productId)).toEqual(["PRODUCT_CHANGED", "PRODUCT_CHANGED"]);
  });

  it("is taken away, once", async () => {
    await set(await photo().png().toBuffer());
    const ask = { method: "DELETE", path: "/x", params: { id: ada.productId }, token };
    for (let tap = 0; tap < 2; tap += 1) {
      expect((await (await askRoute(picture.DELETE, ask)).json()).data.has_picture).toBe(false);
    }
    expect((await open()).status).toBe(404);
    expect(await auditOf(ada, ada.productId)).toHaveLength(2);
  });

  it.each([
    ["a web page", Buffer.from("<html><script>alert(1)</script>"), 415],
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
    ["a PDF", Buffer.from("%PDF-1.4\n%%EOF"), 415],
    ["nothing", Buffer.alloc(0), 400],
    ["half a PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), 400],
  ])("%s is refused with words", async (_what, bytes, status) => {
    const answer = await set(bytes);
    expect(answer.status).toBe(status);
    expect((await answer.json()).detail).toMatch(/picture|file/);
    expect((await read()).has_picture).toBe(false);
  });

  it("AZ-01 is set by the CEO alone, and only on her own products", async () => {
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    const bytes = await photo().png().toBuffer();
    expect((await set(bytes, { as: vendor })).status).toBe(403);
    expect((await set(bytes, { params: { id: tunde.productId } })).status).toBe(404);
    expect((await rowsOf(tunde))[0]?.pictureKey).toBeNull();
  });

  it("goes from the store with a product that was never ordered", async () => {
    const { data } = await (await add({ name: "Gele", price_kobo: 800_000 })).json();
    await set(await photo().png().toBuffer(), { params: { id: data.product_id } });
    const key = (await rowsOf()).find(({ id }) => id === data.product_id)?.pictureKey ?? "";
    expect(await store().get(key)).not.toBeNull();
    await askRoute(one.DELETE, { method: "DELETE", path: "/x", params: { id: data.product_id }, token });
    expect(await store().get(key)).toBeNull();
  });
});

describe("a spreadsheet", () => {
  const bring = async (csv: string, digest?: string, as = token) => {
    const answer = await send(imported.POST, "POST", `/x${digest ? `?digest=${digest}` : ""}`, csv, { as });
    const body = await answer.json();
    return { status: answer.status, body, data: body.data as ImportOutcome };
  };
  const download = async (query = "") => {
    const answer = await askRoute(exported.GET, { path: `/x${query}`, token });
    // As the bytes are: a Response's own text() drops the byte order mark.
    return { answer, text: Buffer.from(await answer.arrayBuffer()).toString("utf8") };
  };
  const FILE = "name,price,stock,other names\nRed Ankara Dress,15k,4,ankara\nGele,8000,,head tie\nBad,-1,,";

  it("is shown first and changes nothing, then does exactly that in one go, and once", async () => {
    const looked = await bring(FILE);
    expect(looked.data).toMatchObject({
      committed: false,
      counts: { add: 1, change: 1, same: 0, refused: 1 },
    });
    expect(looked.data.rows[0]).toMatchObject({
      row: 4,
      kind: "refused",
      problems: ["The price is below zero."],
    });
    expect(await rowsOf()).toHaveLength(1);
    const done = await bring(FILE, looked.data.digest);
    expect(done.data.committed).toBe(true);
    const rows = await rowsOf();
    expect(
      rows.map(({ name, priceKobo, stock, vendorId }) => [name, priceKobo, stock, vendorId]).sort(),
    ).toEqual([
      ["Gele", 800_000, null, null],
      ["Red Ankara Dress", 1_500_000, 4, ada.vendorId],
    ]);
    const again = await bring(FILE, looked.data.digest);
    expect(again.data).toMatchObject({ committed: true, counts: { add: 0, change: 0, same: 2 } });
    const entries = await withTenant(ada.bot, (tx) => tx.select().from(auditEntries));
    expect(entries.filter(({ action }) => action === "PRODUCTS_IMPORTED")).toHaveLength(1);
  });

  it("five times at once brings it in once", async () => {
    const { digest } = (await bring(FILE)).data;
    const answers = await Promise.all(Array.from({ length: 5 }, () => bring(FILE, digest)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await rowsOf()).toHaveLength(2);
  });

  it("is looked at again when the catalogue changed meanwhile, but not because of a sale of something else", async () => {
    const csv = "name,price\nRed ankara dress,15k";
    const { digest } = (await bring(csv)).data;
    await withTenant(ada.bot, (tx) => tx.execute(sql`update products set stock = stock - 1`));
    const { version } = await read();
    await change(ada.productId, { price_kobo: 1_400_000, version });
    const refused = await bring(csv, digest);
    expect([refused.status, refused.body.code]).toEqual([409, "superseded"]);
    expect((await read()).price_kobo).toBe(1_400_000);
    const fresh = (await bring(csv)).data.digest;
    await withTenant(ada.bot, (tx) => tx.execute(sql`update products set stock = stock - 1`));
    expect((await bring(csv, fresh)).data.committed).toBe(true);
    expect(await read()).toMatchObject({ price_kobo: 1_500_000, stock: 2 });
  });

  it("of 5,000 rows goes in whole; one more is refused with the limit", async () => {
    const rows = (count: number) =>
      `name,price\n${Array.from({ length: count }, (_, at) => `Product ${at},${at + 1}`).join("\n")}`;
    const refused = await bring(rows(5_001));
    expect([refused.status, refused.body.detail]).toEqual([
      413,
      expect.stringContaining("5,000 are the most"),
    ]);
    const looked = await bring(rows(5_000));
    expect(looked.data).toMatchObject({ counts: { add: 5_000 }, rows_hidden: 4_500 });
    expect((await bring(rows(5_000), looked.data.digest)).data.committed).toBe(true);
    expect(await rowsOf()).toHaveLength(5_001);
  });

  it("IN-06 goes out so that no spreadsheet runs it, and comes back as it was", async () => {
    const names = ["=HYPERLINK(1)", "+Size", "-Sale", "@home", 'Plain, “quoted” "one"', "Two\nlines"];
    for (const name of names) expect((await add({ name, price_kobo: 100 })).status).toBe(201);
    const { answer, text } = await download();
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="products-[\d-]+\.csv"$/,
    );
    expect(text).not.toMatch(/(?:^|[,\n"])[=+\-@\t\r](?!\n)/);
    const back = await bring(text);
    expect(back.data.counts).toMatchObject({ add: 0, refused: 0 });
    const changed = back.data.rows.filter(({ kind }) => kind === "change");
    expect(changed.map(({ name }) => name)).toEqual(["Two lines"]);
  });

  it("the template comes without an id and can be brought in", async () => {
    const { text } = await download("?template=true");
    expect(text.split("\r\n")[0]).toBe("\uFEFFname,other names,price,lowest price,stock,offered");
    expect((await bring(text)).data.counts).toMatchObject({ add: 1, change: 1 });
  });

  it.each([
    ["colour,name,price\nred,Gele,1", 400, /“colour”/],
    ["", 400, /empty/],
    ["name;price\n", 400, /nothing below/],
  ])("%j is refused with words", async (csv, status, words) => {
    const answer = await bring(csv);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(words)]);
  });

  it("AZ-01 is the CEO's alone and touches no other shop", async () => {
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    expect((await bring(FILE, undefined, vendor)).status).toBe(403);
    expect((await askRoute(exported.GET, { path: "/x", token: vendor })).status).toBe(403);
    const foreign = await bring(`id,name,price\n${tunde.productId},Mine now,1`);
    expect(foreign.data.rows[0]).toMatchObject({ kind: "refused" });
    const { digest } = foreign.data;
    await bring(`id,name,price\n${tunde.productId},Mine now,1`, digest);
    expect((await rowsOf(tunde))[0]?.name).toBe("Red ankara dress");
    expect((await download()).text).not.toContain(tunde.productId);
  });
});

describe("delivery", () => {
  const ask = (method: "GET" | "PUT", body?: object, as = token) =>
    askRoute(method === "GET" ? delivery.GET : delivery.PUT, { method, path: "/x", body, token: as });

  it("is read and set, each change with its entry", async () => {
    expect((await (await ask("GET")).json()).data).toEqual({ fee_kobo: 0, days: 3 });
    const seen = { fee_kobo: 0, days: 3 };
    expect((await ask("PUT", { fee_kobo: 150_000, days: 2, seen })).status).toBe(200);
    expect((await ask("PUT", { fee_kobo: 150_000, days: 2, seen })).status).toBe(200);
    expect((await (await ask("GET")).json()).data).toEqual({ fee_kobo: 150_000, days: 2 });
    expect(await auditOf(ada, ada.ceoId)).toEqual(["DELIVERY_CHANGED"]);
  });

  it("tells the second of two tabs", async () => {
    const seen = { fee_kobo: 0, days: 3 };
    await ask("PUT", { fee_kobo: 150_000, days: 2, seen });
    const second = await ask("PUT", { fee_kobo: 200_000, days: 5, seen });
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({
      code: "superseded",
      current: { fee_kobo: 150_000, days: 2 },
    });
  });

  it.each([
    { fee_kobo: -1, days: 2 },
    { fee_kobo: 1.5, days: 2 },
    { fee_kobo: 0, days: 31 },
    { fee_kobo: 0 },
  ])("refuses %j", async (body) => expect((await ask("PUT", body)).status).toBe(400));

  it("AZ-01 is the CEO's alone and her own", async () => {
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    expect((await ask("PUT", { fee_kobo: 1, days: 1 }, vendor)).status).toBe(403);
    expect((await ask("GET", undefined, vendor)).status).toBe(403);
    await ask("PUT", { fee_kobo: 150_000, days: 2 });
    expect((await (await ask("GET", undefined, await signInAs(tunde.ceo))).json()).data.fee_kobo).toBe(0);
  });

  it("is in the next order's total, and not in one that is there", async () => {
    const before = await orderIn(ada);
    await ask("PUT", { fee_kobo: 150_000, days: 2 });
    const after = await orderIn(ada);
    expect([before.totalKobo, after.totalKobo]).toEqual([1_250_000, 1_400_000]);
  });
});

describe("the bot", () => {
  async function buyer() {
    const [channel] = await withTenant(ada.bot, (tx) => tx.select().from(channels));
    const phone = new BuyerPhone(ada, channel?.externalId ?? "", database.adminUrl, "2348031234567");
    phones.push(phone);
    return phone;
  }

  it("knows a new product by its other name, a new price and that it is sold out, on the next message", async () => {
    const phone = await buyer();
    const { data } = await (
      await add({ name: "Adire boubou", aliases: ["senator wear"], price_kobo: 2_200_000, stock: 2 })
    ).json();
    expect((await phone.says("Hi, how much for senator wear?")).join("\n")).toContain("₦22,000");
    await change(data.product_id, { price_kobo: 1_950_000 });
    expect((await phone.says("How much is adire boubou?")).join("\n")).toContain("₦19,500");
    await change(data.product_id, { stock: 0 });
    expect((await phone.says("I want adire boubou")).join("\n")).toMatch(/Adire boubou is out of stock/);
    await change(data.product_id, { active: false });
    expect((await phone.says("How much is adire boubou?")).join("\n")).not.toContain("₦19,500");
  });

  it("quotes the delivery fee and adds it to the order's total", async () => {
    await askRoute(delivery.PUT, { method: "PUT", path: "/x", body: { fee_kobo: 150_000, days: 2 }, token });
    const phone = await buyer();
    expect((await phone.says("Hi, how much be delivery?")).join("\n")).toContain("₦1,500");
    await phone.says("I want the red ankara dress");
    await phone.says("Chinedu, 123 Lagos St, Ikeja");
    const said = (await phone.says(await phone.lastCode())).join("\n");
    expect(said).toContain("₦14,000");
    const [order] = await withTenant(ada.bot, (tx) => tx.select().from(orders));
    expect(order).toMatchObject({ deliveryFeeKobo: 150_000, totalKobo: 1_400_000 });
  });
});
