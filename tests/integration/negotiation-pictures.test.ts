import { readdirSync } from "node:fs";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as sentPicture from "@/app/api/messages/[id]/picture/route";
import * as orderPictures from "@/app/api/vendor/orders/[order_id]/pictures/route";
import { closeDatabase } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { env } from "@/lib/env";
import { store } from "@/lib/storage/store";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { askRoute, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { type Bargain, bargain } from "../support/negotiating";
import { setTestEnvironment, toldTo } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

let of: Bargain;
let token: string;
let strangerToken: string;

beforeAll(async () => {
  of = await bargain();
  token = await signInAs(of.world.vendor);
  strangerToken = await signInAs((await bargain({ businessName: "Tunde Electronics" })).world.vendor);
});

const draw = () => sharp({ create: { width: 40, height: 30, channels: 3, background: "#c83232" } });

function send(bytes: Buffer, as = token): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000/api/vendor/orders/${of.orderId}/pictures`, {
    method: "POST",
    headers: { authorization: `Bearer ${as}`, "content-type": "image/jpeg" },
    body: new Uint8Array(bytes),
  });
  return orderPictures.POST(request, { params: Promise.resolve({ order_id: of.orderId }) });
}

describe("P8.1 a picture that a vendor sends to the buyer of an order", () => {
  it("goes out as a re-encode without what the camera wrote, and the bot keeps quiet", async () => {
    const withGps = await draw()
      .withExif({ IFD0: { Copyright: "Femi's camera" } })
      .jpeg()
      .toBuffer();
    expect(withGps.includes("Femi's camera")).toBe(true);
    const answer = await send(withGps);
    expect(answer.status).toBe(202);
    const { message_id: id } = ((await answer.json()) as { data: { message_id: string } }).data;
    const [row] = await withTenant(of.world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.id, id)),
    );
    expect(row).toMatchObject({ direction: "out", author: "vendor", kind: "image", orderId: of.orderId });
    const { fileKey = "" } = (row?.media ?? {}) as { fileKey?: string };
    const kept = await store().get(fileKey);
    expect(kept?.contentType).toBe("image/jpeg");
    expect(Buffer.from(kept?.bytes ?? "").length).toBeGreaterThan(100);
    expect(Buffer.from(kept?.bytes ?? "").includes("Femi's camera")).toBe(false);
    expect(await toldTo(of.world)).toEqual(["person_took_over"]);

    const open = (as: string) =>
      askRoute(sentPicture.GET, { path: `/api/messages/${id}/picture`, params: { id }, token: as });
    expect((await open(token)).status).toBe(302);
    expect((await open(strangerToken)).status).toBe(404);
  });

  it("F-11 stays in the store while nobody knows whether its message was kept, and goes when it was not", async () => {
    const stored = () =>
      readdirSync(env().STORAGE_DIR ?? "", { recursive: true }).filter((name) =>
        /^(?!\.facts).*\.jpg$/.test(String(name)),
      ).length;
    const picture = await draw().jpeg().toBuffer();
    const failing = async (code: string) => {
      await admin.unsafe(`create function break_it() returns trigger language plpgsql as $$
        begin raise exception 'broken' using errcode = '${code}'; end $$`);
      await admin`create constraint trigger break_it after insert on outbox deferrable initially deferred
        for each row execute function break_it()`;
      const { status } = await send(picture);
      await admin`drop function break_it() cascade`;
      return status;
    };
    const before = stored();
    expect(await failing("23514")).toBe(500);
    expect(stored()).toBe(before);
    // As the driver says it when the connection is lost while the commit is under way.
    expect(await failing("08006")).toBe(503);
    expect(stored()).toBe(before + 1);
  });

  it("is refused when it is no JPEG, or empty, or another's order", async () => {
    expect((await send(await draw().png().toBuffer())).status).toBe(415);
    expect((await send(Buffer.from("%PDF-1.7 nothing"))).status).toBe(415);
    expect((await send(Buffer.alloc(0))).status).toBe(400);
    const whole = await draw().jpeg().toBuffer();
    expect((await send(whole.subarray(0, 60))).status).toBe(400);
    expect((await send(whole, strangerToken)).status).toBe(404);
  });
});
