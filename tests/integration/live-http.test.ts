import http, { type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { endSessions } from "@/lib/auth/end-sessions";
import { answerEvents, isForEvents } from "@/lib/http/answer-events";
import { publishEvent } from "@/lib/live/publish-event";
import { closeStreams } from "@/lib/live/streams";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);

const opened: http.ServerResponse[] = [];
const server = http.createServer((request, response) => {
  opened.push(response);
  if (isForEvents(request)) answerEvents(request, response);
  else response.writeHead(404).end();
});
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(closeStreams);
afterAll(async () => {
  closeStreams();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await closeDatabase();
});

function open(headers: Record<string, string>, path = "/api/events"): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    http.get({ port, host: "127.0.0.1", path, headers, agent: false }, resolve).on("error", reject);
  });
}

/** Reads the stream of whoever has this token, keeping what it said. */
async function listen(token: string, more: Record<string, string> = {}, path?: string) {
  const answer = await open({ authorization: `Bearer ${token}`, ...more }, path);
  expect(answer.statusCode).toBe(200);
  let said = "";
  answer.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  await expect.poll(() => said).toContain("event: ready");
  return {
    answer,
    text: () => said,
    ids: () => [...said.matchAll(/"orderId":"(\w+)"/g)].map(([, id]) => id),
    lastId: () => [...said.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "",
  };
}

const publish = (world: SalesWorld, orderId: string, vendorId: string | null = null) =>
  withTenant(world.bot, (tx) =>
    publishEvent(tx, world.ceoId, { topic: "order", ids: { orderId }, vendorId }),
  );

describe("live updates on a Node server", () => {
  it("carry the headers of the API, and are a stream", async () => {
    const ada = await makeSalesWorld();
    const { answer } = await listen(await signInAs(ada.ceo));
    expect(answer.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    });
    expect(answer.headers["x-request-id"]).toMatch(/^req_/);
  });

  it("tell each business and each vendor of their own, in the same words to all who may hear", async () => {
    const [ada, tunde] = [
      await makeSalesWorld(),
      await makeSalesWorld({ businessName: "Tunde Electronics" }),
    ];
    const [ceo, vendor, stranger] = await Promise.all(
      [ada.ceo, ada.vendor, tunde.ceo].map(async (member) => listen(await signInAs(member))),
    );
    await publish(ada, "ord_a", ada.vendorId);
    await publish(ada, "ord_b", ada.ownerId);
    await publish(tunde, "ord_c");
    await expect.poll(() => stranger?.ids()).toEqual(["ord_c"]);
    await expect.poll(() => ceo?.ids()).toEqual(["ord_a", "ord_b"]);
    await expect.poll(() => vendor?.ids()).toEqual(["ord_a"]);
    expect(ceo?.text()).toContain('event: news\ndata: {"topic":"order","ids":{"orderId":"ord_a"}}\n\n');
    expect(ceo?.text()).not.toContain(ada.vendorId);
  });

  it("go on after the last event that was heard", async () => {
    const ada = await makeSalesWorld();
    const token = await signInAs(ada.ceo);
    const before = await listen(token);
    await publish(ada, "ord_1");
    await expect.poll(() => before.ids()).toEqual(["ord_1"]);
    before.answer.destroy();
    await publish(ada, "ord_2");
    const after = await listen(token, { "last-event-id": before.lastId() });
    await expect.poll(() => after.ids()).toEqual(["ord_2"]);
  });

  it("give what happened while the page was on its way to the phone", async () => {
    const ada = await makeSalesWorld();
    const token = await signInAs(ada.ceo);
    const drawnAtMs = Date.now();
    await publish(ada, "ord_missed");
    await publish(ada, "ord_vendors", ada.vendorId);
    const late = await listen(token, {}, `/api/events?since=${drawnAtMs}`);
    await expect.poll(() => late.ids()).toEqual(["ord_missed", "ord_vendors"]);
    const vendor = await listen(await signInAs(ada.vendor), {}, `/api/events?since=${drawnAtMs}`);
    await expect.poll(() => vendor.ids()).toEqual(["ord_vendors"]);
    await publish(ada, "ord_live", ada.vendorId);
    await expect.poll(() => vendor.ids()).toEqual(["ord_vendors", "ord_live"]);
    const fresh = await listen(token);
    const asleep = await listen(token, {}, `/api/events?since=${drawnAtMs - 3_600_000}`);
    await expect.poll(() => asleep.text()).toContain("event: gap");
    expect(fresh.text()).not.toContain("event: news");
    const headers = { authorization: `Bearer ${token}` };
    expect((await open(headers, "/api/events?since=yesterday")).statusCode).toBe(400);
  });

  it("end with their session, and are not opened again", async () => {
    const ada = await makeSalesWorld();
    const [token, others] = [await signInAs(ada.ceo), await signInAs(ada.vendor)];
    const [hers, vendors] = [await listen(token), await listen(others)];
    await withPlatform((tx) =>
      endSessions(tx, sql`identity_id = ${ada.ceo.identityId}`, "signed_out_everywhere"),
    );
    await expect.poll(() => hers.answer.complete).toBe(true);
    expect(hers.text()).toContain("event: signed-out");
    expect(vendors.answer.complete).toBe(false);
    expect((await open({ authorization: `Bearer ${token}` })).statusCode).toBe(401);
  });

  it("refuse strangers and other sites with a problem, not with a stream", async () => {
    const ada = await makeSalesWorld();
    const token = await signInAs(ada.ceo);
    const stranger = await open({ authorization: "Bearer nobody" });
    expect(stranger.statusCode).toBe(401);
    expect(stranger.headers["content-type"]).toContain("application/problem+json");
    const elsewhere = await open({ authorization: `Bearer ${token}`, origin: "https://evil.example" });
    expect(elsewhere.statusCode).toBe(403);
    expect((await open({ authorization: `Bearer ${token}` }, "/api/eventsx")).statusCode).toBe(404);
    await listen(token, { origin: "http://127.0.0.1:3000" });
  });

  it("break off for a reader that reads nothing, before its backlog fills the memory", async () => {
    const ada = await makeSalesWorld();
    const token = await signInAs(ada.ceo);
    const asleep = await open({ authorization: `Bearer ${token}` });
    asleep.pause();
    let isDropped = false;
    opened.at(-1)?.on("close", () => {
      isDropped = true;
    });
    const awake = await listen(token);
    // The system itself keeps megabytes for a connection, before the first waits here.
    const orderId = `ord_${"x".repeat(5_000)}`;
    for (let n = 0; n < 200 && !isDropped; n += 1) {
      await withTenant(ada.bot, async (tx) => {
        for (let i = 0; i < 50; i += 1) {
          const ids = { orderId, n: `${n}_${i}` };
          await publishEvent(tx, ada.ceoId, { topic: "order", ids, vendorId: null });
        }
      });
    }
    expect(isDropped).toBe(true);
    asleep.on("error", () => undefined);
    asleep.resume();
    await expect.poll(() => asleep.destroyed).toBe(true);
    expect(asleep.complete).toBe(false);
    expect(awake.answer.destroyed).toBe(false);
  });
});
