import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels, contactIdentities, contacts, conversations } from "@/db/schema/chat";
import { unhandledEvents } from "@/db/schema/inbox";
import { messages } from "@/db/schema/messages";
import { LIMITS } from "@/lib/rate-limit/take-permit";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { writeRefusals } from "@/lib/webhook-inbox/count-refusals";
import { ingestEvent } from "@/lib/webhook-inbox/ingest-event";
import { answerWebhook } from "@/lib/webhook-inbox/node-webhook";
import { answerVerification, receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { webhookRoute } from "@/lib/webhook-inbox/webhook-route";
import { Caller } from "../support/auth-world";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";
import { asMeta, signatureOf, whatsAppBody } from "../support/webhook-bodies";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
afterAll(async () => {
  await closeDatabase();
  await admin.end();
});

const receive = (raw: Uint8Array, header: string | null = signatureOf(raw)) =>
  receiveWebhook("whatsapp", raw, header);

/** Reads every stored body, as the worker would. */
async function ingestAll(): Promise<void> {
  const events = await admin<
    { id: string }[]
  >`select id from webhook_events where state = 'stored' order by id`;
  for (const { id } of events) await ingestEvent({ eventId: id });
}

async function externalIdOf(world: SalesWorld): Promise<string> {
  const [row] = await withTenant(world.bot, (tx) => tx.select().from(channels));
  return row?.externalId ?? "";
}

const storedEvents = async () => Number((await admin`select count(*)::int as n from webhook_events`)[0]?.n);

describe("the way in for webhooks", () => {
  it("WH-01 refuses every malformed signature, stores nothing, and takes the right one", async () => {
    const raw = asMeta({ object: "whatsapp_business_account", entry: [] });
    const good = signatureOf(raw);
    const before = await storedEvents();
    const wrong = [
      "",
      "sha256=",
      good.slice(0, -1),
      `${good}0`,
      good.toUpperCase(),
      good.replace("sha256", "sha1"),
      good.slice(7),
      `${good}, ${good}`,
      signatureOf(raw, "another secret"),
      signatureOf(Buffer.concat([raw, Buffer.from(" ")])),
      "sha256=zz",
    ];
    expect((await receive(raw, null)).status).toBe(401);
    for (const header of wrong) expect((await receive(raw, header)).status).toBe(403);
    expect(await storedEvents()).toBe(before);
    expect((await receive(raw)).status).toBe(200);
    expect(await storedEvents()).toBe(before + 1);
  });

  it("WH-01 writes refused signatures to the platform's audit chain, counted", async () => {
    await receive(Buffer.from("{}"), null);
    await writeRefusals();
    const rows = await admin`select action from audit_entries where ceo_id = 'platform'`;
    expect(rows.map((row) => row.action)).toContain("WEBHOOK_SIGNATURE_MISSING");
  });

  it("WH-02 signs bytes, not meaning: an equal JSON with other bytes is refused", async () => {
    const raw = asMeta({ object: "whatsapp_business_account", entry: [], note: "é😀" });
    const same = Buffer.from(JSON.stringify(JSON.parse(raw.toString("latin1"))), "utf8");
    expect(same.equals(raw)).toBe(false);
    expect((await receive(same, signatureOf(raw))).status).toBe(403);
    expect((await receive(raw)).status).toBe(200);
  });

  it("WH-03 takes a body once, however often it is replayed in parallel", async () => {
    const world = await makeSalesWorld();
    const raw = whatsAppBody(await externalIdOf(world), {
      messages: [{ id: "wamid.replayed", from: "2348031234567", text: "Hi" }],
    });
    const before = await storedEvents();
    const answers = await Promise.all(Array.from({ length: 100 }, () => receive(raw)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await storedEvents()).toBe(before + 1);
    await ingestAll();
    const rows = await withTenant(world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.externalId, "wamid.replayed")),
    );
    expect(rows).toHaveLength(1);
  });

  it("WH-03 takes a message once when it comes in two different bodies, read at once", async () => {
    const world = await makeSalesWorld();
    const channel = await externalIdOf(world);
    const message = { id: "wamid.twice", from: "2348031230001", text: "Hello" };
    const bodies = [1, 2, 3, 4].map((extra) =>
      whatsAppBody(channel, {
        messages: [message],
        contacts: [{ wa_id: "2348031230001", profile: { name: `N${extra}` } }],
      }),
    );
    for (const body of bodies) await receive(body);
    const events = await admin<{ id: string }[]>`select id from webhook_events where state = 'stored'`;
    await Promise.all(events.map(({ id }) => ingestEvent({ eventId: id })));
    const rows = await withTenant(world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.externalId, "wamid.twice")),
    );
    const people = await withTenant(world.bot, (tx) =>
      tx.select().from(contactIdentities).where(eq(contactIdentities.value, "2348031230001")),
    );
    expect(rows).toHaveLength(1);
    expect(people).toHaveLength(1);
  });

  it("WH-04 keeps an old capture without answering it", async () => {
    const world = await makeSalesWorld();
    const nineDaysAgo = Math.floor(Date.now() / 1000) - 9 * 86_400;
    await receive(
      whatsAppBody(await externalIdOf(world), {
        messages: [{ id: "wamid.old", from: "2348031230002", text: "Hi", timestamp: nineDaysAgo }],
      }),
    );
    await ingestAll();
    const [row] = await withTenant(world.bot, (tx) =>
      tx.select().from(messages).where(eq(messages.externalId, "wamid.old")),
    );
    expect(row).toMatchObject({ stale: true });
    expect(row?.handledAt).not.toBeNull();
  });

  it("WH-05 answers Meta's handshake as plain text, and nobody else's", async () => {
    const ask = (token: string, challenge: string) =>
      answerVerification(
        new URLSearchParams({
          "hub.mode": "subscribe",
          "hub.verify_token": token,
          "hub.challenge": challenge,
        }),
        new Headers(),
      );
    const answer = await ask("verify-token", "1158201444");
    expect(answer).toMatchObject({ status: 200, body: "1158201444" });
    expect(answer.contentType).toMatch(/^text\/plain/);
    expect((await ask("guess", "1158201444")).status).toBe(403);
    expect((await ask("verify-token", "<script>")).status).toBe(400);
  });

  it("refuses with problem details and the code of each reason, on either mount", async () => {
    const raw = asMeta({ object: "whatsapp_business_account", entry: [] });
    const notJson = Buffer.from("not json");
    const tooLarge = Buffer.alloc(4 * 1024 * 1024 + 1, 0x20);
    const { GET, POST } = webhookRoute("whatsapp");
    const server = createServer((request, response) => answerWebhook("whatsapp", request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/integrations/webhook/whatsapp`;
    const signed = (body: Buffer, signature?: string): RequestInit => ({
      method: "POST",
      body: new Uint8Array(body),
      headers: signature ? { "x-hub-signature-256": signature } : {},
    });
    const rows: [RequestInit, number, string][] = [
      [{}, 403, "forbidden"],
      [signed(raw), 401, "signature_missing"],
      [signed(raw, "sha256=zz"), 403, "signature_wrong"],
      [signed(notJson, signatureOf(notJson)), 400, "not_json"],
      [signed(tooLarge, signatureOf(tooLarge)), 413, "too_large"],
    ];
    for (const [init, status, code] of rows) {
      const handler = init.method === "POST" ? POST : GET;
      for (const answer of [await fetch(url, init), await handler(new Request(url, init))]) {
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        const problem = await answer.json();
        expect([answer.status, problem.status, problem.code]).toEqual([status, status, code]);
        expect(problem.request_id).toMatch(/^req_/);
      }
    }
    const put = await fetch(url, { method: "PUT", body: "x" });
    expect([put.status, put.headers.get("allow"), (await put.json()).code]).toEqual([
      405,
      "GET, POST",
      "method_not_allowed",
    ]);
    await new Promise((resolve) => server.close(resolve));
  });

  it("WH-05 slows down who guesses at the token, and nobody else", async () => {
    const { GET } = webhookRoute("whatsapp");
    const path = "/api/integrations/webhook/whatsapp?hub.mode=subscribe&hub.challenge=115&hub.verify_token=";
    const ask = (ip: string, token: string) => GET(new Caller(ip).request(path + token, { method: "GET" }));
    const { permits } = LIMITS["webhook.handshake"];
    const guesses = await Promise.all(
      Array.from({ length: permits + 5 }, (_, turn) => ask("198.51.100.66", `guess-${turn}`)),
    );
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(permits);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    const late = await ask("198.51.100.66", "verify-token");
    expect(late.status).toBe(429);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await (await ask("198.51.100.67", "verify-token")).text()).toBe("115");
  });

  it("WH-07 keeps what is addressed to nobody's number aside", async () => {
    await receive(
      whatsAppBody("999999", { messages: [{ id: "wamid.lost", from: "2348031230003", text: "Hi" }] }),
    );
    await ingestAll();
    const rows = await withPlatform((tx) =>
      tx.select().from(unhandledEvents).where(eq(unhandledEvents.reason, "no_such_channel")),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.ceoId).toBeNull();
  });

  it("WH-08 splits a batch: one poison item and another business disturb nobody", async () => {
    const [ada, tunde] = [
      await makeSalesWorld(),
      await makeSalesWorld({ businessName: "Tunde Electronics" }),
    ];
    const value = (id: string, list: unknown[]) => ({
      field: "messages",
      value: { messaging_product: "whatsapp", metadata: { phone_number_id: id }, messages: list },
    });
    const text = (id: string, body: string) => ({
      id,
      from: "2348031230004",
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: "text",
      text: { body },
    });
    const raw = asMeta({
      object: "whatsapp_business_account",
      entry: [
        {
          id: "1",
          changes: [
            value(await externalIdOf(ada), [
              text("wamid.b1", "one"),
              { id: 7, type: ["?"], from: null },
              text("wamid.b2", "two"),
            ]),
            value(await externalIdOf(tunde), [text("wamid.b3", "three")]),
          ],
        },
      ],
    });
    expect((await receive(raw)).status).toBe(200);
    await ingestAll();
    const idsOf = (world: SalesWorld) =>
      withTenant(world.bot, async (tx) =>
        (await tx.select().from(messages)).map((row) => row.externalId).sort(),
      );
    expect(await idsOf(ada)).toEqual(["wamid.b1", "wamid.b2"]);
    expect(await idsOf(tunde)).toEqual(["wamid.b3"]);
  });

  it("WH-09 answers signed nonsense with 200 and keeps it, and refuses what is no JSON or too large", async () => {
    const odd = asMeta({ object: "something_else", entry: [{ __proto__: { x: 1 }, changes: "none" }] });
    expect((await receive(odd)).status).toBe(200);
    await ingestAll();
    const rows = await withPlatform((tx) =>
      tx.select().from(unhandledEvents).where(eq(unhandledEvents.reason, "unknown_object")),
    );
    expect(rows.length).toBeGreaterThan(0);
    const notJson = Buffer.from("not json");
    expect((await receive(notJson)).status).toBe(400);
    const tooLarge = Buffer.alloc(4 * 1024 * 1024 + 1, 0x20);
    expect((await receive(tooLarge)).status).toBe(413);
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
        if (given === 1_000) controller.close();
      },
    });
    const request = new Request("http://127.0.0.1/", {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect((await webhookRoute("whatsapp").POST(request)).status).toBe(413);
    expect(given).toBeLessThan(80);
  });

  it("WH-11 puts statuses in any order to the same end", async () => {
    const { laterStatus } = await import("@/lib/messaging/rules");
    const orders = permutations(["sent", "delivered", "read", "failed"] as const);
    const ends = orders.map((order) =>
      order.reduce<Parameters<typeof laterStatus>[0]>(laterStatus, "queued"),
    );
    expect(new Set(ends)).toEqual(new Set(["read"]));
  });

  it("P5.6 keeps one contact while the phone comes, goes and comes back", async () => {
    const world = await makeSalesWorld();
    const channel = await externalIdOf(world);
    const userId = "NG.6153290418773502";
    const steps = [
      { id: "wamid.p1", from: "2348031239999", text: "phone only" },
      { id: "wamid.p2", from: "2348031239999", fromUserId: userId, text: "both" },
      { id: "wamid.p3", fromUserId: userId, text: "id only" },
    ];
    for (const step of steps) {
      await receive(whatsAppBody(channel, { messages: [step] }));
      await ingestAll();
    }
    const rows = await withTenant(world.bot, (tx) =>
      tx
        .select({ contactId: conversations.contactId, text: messages.text })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId)),
    );
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => row.contactId)).size).toBe(1);
    const [contact] = await withTenant(world.bot, (tx) =>
      tx
        .select()
        .from(contacts)
        .where(eq(contacts.id, rows[0]?.contactId ?? "")),
    );
    expect(contact?.phone).toBe("+2348031239999");
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
