import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as list from "@/app/api/ceo/trouble/route";
import * as seen from "@/app/api/ceo/trouble/seen/route";
import { closeDatabase } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { unhandledEvents } from "@/db/schema/inbox";
import { conversationEvents, messages, outbox } from "@/db/schema/messages";
import { auditEntries, receipts } from "@/db/schema/proof";
import { newId } from "@/lib/ids";
import { listDeadLetters } from "@/lib/operations/dead-letters";
import { replay } from "@/lib/operations/replay-event";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import type { TroubleItem, TroublePage } from "@/lib/trouble/schema";
import { askRoute, keysOf, signInAs } from "../support/ask-route";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { checkedOrderIn, makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let ada: SalesWorld;
let tunde: SalesWorld;
let tokens: { ceo: string; vendor: string; otherCeo: string };
const ids: Record<string, string> = {};

beforeAll(async () => {
  database = await createTestDatabase({ isSound: false });
  setTestEnvironment(database.databaseUrl);
  ada = await makeSalesWorld();
  tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
  tokens = {
    ceo: await signInAs(ada.ceo),
    vendor: await signInAs(ada.vendor),
    otherCeo: await signInAs(tunde.ceo),
  };
  ids.failed = await addMessage("failed", "The number has no WhatsApp.");
  ids.unknown = await addMessage("unknown", null);
  ids.held = await addMessage("held", null, true);
  ids.stopped = await addMessage("held", "It names an account that is not the business's own.");
  ids.sent = await addMessage("sent", null);
  ids.unanswered = await addMessage("received", "The bot could not take this up.");
  ids.turn = await addUnhandled(ada.ceoId, "turn_failed", ids.unanswered);
  for (const reason of ["malformed", "malformed", "group"]) await addUnhandled(ada.ceoId, reason);
  await addUnhandled(tunde.ceoId, "calls");
  await addUnhandled(null, "no_such_channel");
  await addUnhandled(null, "unknown_object");
  const order = await checkedOrderIn(ada);
  ids.order = order.orderId;
  ids.receipt = order.receiptId;
  await withTenant(ada.bot, (tx) =>
    tx
      .update(receipts)
      .set({ state: "unreadable", trouble: "The file is damaged." })
      .where(eq(receipts.id, order.receiptId)),
  );
  ids.job = await addDeadJob(ada.ceoId);
  await addDeadJob(tunde.ceoId);
});

beforeEach(() => withTenant(ada.bot, (tx) => tx.execute(sql`delete from rate_limits`)));

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function addMessage(
  status: "failed" | "unknown" | "held" | "sent" | "received",
  failure: string | null,
  waits = false,
) {
  const id = newId("message");
  const isIn = status === "received";
  await withTenant(ada.bot, async (tx) => {
    await tx.insert(messages).values({
      ceoId: ada.ceoId,
      id,
      conversationId: ada.conversationId,
      channelId: ada.channelId,
      direction: isIn ? "in" : "out",
      author: isIn ? "contact" : "vendor",
      kind: "text",
      text: "Hello",
      status,
      failure,
      providerAt: new Date(),
      handledAt: new Date(),
      tries: isIn ? 3 : 0,
    });
    if (!waits) return;
    await tx.insert(outbox).values({
      ceoId: ada.ceoId,
      messageId: id,
      conversationId: ada.conversationId,
      repeatable: true,
      state: "held",
    });
  });
  return id;
}

async function addUnhandled(
  ceoId: string | null,
  reason: string,
  eventId = newId("webhookEvent"),
): Promise<string> {
  const id = newId("unhandled");
  await withPlatform((tx) =>
    tx.insert(unhandledEvents).values({
      id,
      ceoId,
      eventId,
      platform: reason === "turn_failed" ? "chat" : "whatsapp",
      reason,
      payload: { secret_note: "must not be shown" },
    }),
  );
  return id;
}

async function addDeadJob(ceoId: string): Promise<string> {
  const orderId = ceoId === ada.ceoId ? (ids.order ?? "") : "ord_x";
  return withPlatform(async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      select id from graphile_worker.add_job('issue-confirmation', ${JSON.stringify({ ceoId, orderId })}::json, max_attempts => 1)`);
    await tx.execute(sql`
      update graphile_worker._private_jobs set attempts = 1, last_error = 'paper jam for 08031234567' where id = ${row?.id}::bigint`);
    return `job:${row?.id}`;
  });
}

async function read(query = "", token = tokens.ceo): Promise<TroublePage> {
  const answer = await askRoute(list.GET, { path: `/api/ceo/trouble${query}`, token });
  expect(answer.status).toBe(200);
  return (await answer.json()).data;
}

const mark = (body: unknown, token = tokens.ceo) =>
  askRoute(seen.POST, { method: "POST", path: "/api/ceo/trouble/seen", body, token });
const idsOf = (items: TroubleItem[]) => items.map((item) => item.id).sort();
const marksInLog = () =>
  withTenant(ada.bot, (tx) =>
    tx
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.action, "TROUBLE_SEEN"), eq(auditEntries.ceoId, ada.ceoId))),
  );

describe("GET /api/ceo/trouble", () => {
  it("lists all that went wrong in her business, like events as one line, and nothing else", async () => {
    const { items, standing } = await read();
    expect(standing).toEqual([]);
    expect(idsOf(items)).toEqual(
      [
        ids.failed,
        ids.unknown,
        ids.held,
        ids.stopped,
        ids.turn,
        "event:whatsapp:malformed",
        "event:whatsapp:group",
        ids.receipt,
        ids.job,
      ].sort(),
    );
  });

  it("says what happened, what to do, whom it is about and where to go", async () => {
    const { items } = await read();
    const find = (id: string | undefined) => items.find((item) => item.id === id);
    const chat = `/vendor/conversations/${ada.conversationId}`;
    expect(find(ids.failed)).toMatchObject({
      reason: "failed",
      text: "The number has no WhatsApp.",
      name: "Chinedu",
      href: chat,
    });
    expect(find(ids.unknown)).toMatchObject({ reason: "unknown", href: chat });
    expect(find(ids.held)).toMatchObject({ reason: "held", title: "A message waits" });
    expect(find(ids.stopped)).toMatchObject({ reason: "held_account", href: chat });
    expect(find(ids.turn)).toMatchObject({ kind: "turn", href: chat, name: "Chinedu" });
    expect(find("event:whatsapp:malformed")).toMatchObject({ count: 2, href: null });
    expect(find(ids.receipt)).toMatchObject({
      text: "The file is damaged.",
      href: `/ceo/orders/${ids.order}`,
    });
    expect(find(ids.job)).toMatchObject({ reason: "issue-confirmation", href: `/ceo/orders/${ids.order}` });
    for (const item of items) expect(item.advice).not.toBe("");
  });

  it("goes through them page by page, each once, the newest first", async () => {
    const all: TroubleItem[] = [];
    let cursor: string | null = null;
    do {
      const page: TroublePage = await read(`?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      all.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    expect(all.map((item) => item.id)).toEqual((await read()).items.map((item) => item.id));
    const times = all.map((item) => Date.parse(item.at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it("narrows to one kind", async () => {
    expect(idsOf((await read("?kind=receipt")).items)).toEqual([ids.receipt]);
    expect((await read("?kind=channel")).items).toEqual([]);
  });

  it("is hers alone; another business sees its own", async () => {
    const path = "/api/ceo/trouble";
    expect((await askRoute(list.GET, { path })).status).toBe(401);
    expect((await askRoute(list.GET, { path, token: tokens.vendor })).status).toBe(403);
    const other = await read("", tokens.otherCeo);
    expect(other.items.map((item) => item.reason).sort()).toEqual(["calls", "issue-confirmation"]);
  });

  it("AZ-05 shows no payload, no error text and no identifier of the tenant", async () => {
    const page = await read();
    expect(JSON.stringify(page)).not.toMatch(/secret_note|paper jam|8031234567/);
    expect([...keysOf(page)].filter((key) => /payload|token|ceo|raw|error/i.test(key))).toEqual([]);
  });

  it("IN-01 takes hostile filters for what they are", async () => {
    for (const text of ["' or 1=1", "%00", "$1", "job:1; drop table jobs", "{}", "-1", "1e9"]) {
      for (const name of ["kind", "seen", "cursor", "limit"]) {
        const path = `/api/ceo/trouble?${name}=${encodeURIComponent(text)}`;
        expect((await askRoute(list.GET, { path, token: tokens.ceo })).status, path).toBe(400);
      }
    }
  });

  it("keeps a channel that needs reconnecting on top until it is mended, with what waits for it", async () => {
    const set = (status: "needs_reconnect" | "connected", trouble: string | null) =>
      withTenant(ada.bot, (tx) =>
        tx.update(channels).set({ status, trouble }).where(eq(channels.id, ada.channelId)),
      );
    await set("needs_reconnect", "Meta no longer accepts our access.");
    expect((await read()).standing).toMatchObject([
      { kind: "channel", count: 1, text: "Ada's Fashion: Meta no longer accepts our access." },
    ]);
    expect((await read("?seen=true")).standing).toEqual([]);
    await set("connected", null);
    expect((await read()).standing).toEqual([]);
  });
});

describe("POST /api/ceo/trouble/seen", () => {
  it("puts one aside and writes it down; twice is once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => mark({ ids: [ids.failed] })));
    const counts = await Promise.all(answers.map(async (answer) => (await answer.json()).data.seen));
    expect(counts.sort()).toEqual([0, 0, 1]);
    expect(await marksInLog()).toHaveLength(1);
    expect(idsOf((await read()).items)).not.toContain(ids.failed);
    expect(idsOf((await read("?seen=true")).items)).toEqual([ids.failed]);
  });

  it("shows the same kind of event again once it happens again", async () => {
    await mark({ ids: ["event:whatsapp:group"] });
    expect(idsOf((await read()).items)).not.toContain("event:whatsapp:group");
    await addUnhandled(ada.ceoId, "group");
    expect((await read()).items[0]).toMatchObject({ id: "event:whatsapp:group", count: 2 });
  });

  it("refuses a wrong role, and AZ-02 knows nothing of another business's things", async () => {
    expect((await mark({ ids: [ids.unknown] }, tokens.vendor)).status).toBe(403);
    expect((await mark({ ids: [ids.unknown, ids.job, ids.receipt] }, tokens.otherCeo)).status).toBe(404);
    expect((await mark({ ids: ["msg_nobody"] })).status).toBe(404);
    expect(idsOf((await read()).items)).toContain(ids.unknown);
  });

  it.each([
    {},
    { ids: [] },
    { ids: ["a b"] },
    { all: false },
    { all: true, ids: ["x"] },
    { ids: ["x"], ceo_id: "y" },
  ])("refuses %j", async (body) => {
    expect((await mark(body)).status).toBe(400);
  });

  it("puts all aside at once", async () => {
    expect((await (await mark({ all: true })).json()).data.seen).toBeGreaterThan(5);
    expect((await read()).items).toEqual([]);
    const before = (await marksInLog()).length;
    expect((await (await mark({ all: true })).json()).data.seen).toBe(0);
    expect(await marksInLog()).toHaveLength(before);
  });
});

describe("what the operator sees and can try again", () => {
  it("lists turns that were set aside and events that nobody could use, platform-wide ones too", async () => {
    const letters = await listDeadLetters();
    expect(letters).toContainEqual(
      expect.objectContaining({ id: ids.unanswered, kind: "turn of the bot", ceoId: ada.ceoId }),
    );
    expect(letters.map((letter) => letter.reason)).toEqual(
      expect.arrayContaining(["malformed", "no_such_channel", "unknown_object"]),
    );
    expect(JSON.stringify(letters)).not.toMatch(/8031234567|secret_note/);
  });

  it("gives a message back to the bot, once", async () => {
    expect(await replay(ids.unanswered ?? "")).toBe(true);
    const [row] = await withTenant(ada.bot, (tx) =>
      tx
        .select()
        .from(messages)
        .where(eq(messages.id, ids.unanswered ?? "")),
    );
    expect(row).toMatchObject({ handledAt: null, tries: 0, failure: null });
    expect(await turnsWaiting()).toBe(1);
    expect(idsOf((await read("?seen=true&kind=turn")).items)).toEqual([]);
    expect(await replay(ids.unanswered ?? "")).toBe(false);
    expect(await turnsWaiting()).toBe(1);
  });

  it("gives back news that the bot could not pass on", async () => {
    const id = newId("conversationEvent");
    await withTenant(ada.bot, (tx) =>
      tx.insert(conversationEvents).values({
        ceoId: ada.ceoId,
        id,
        conversationId: ada.conversationId,
        kind: "x",
        data: {},
        tries: 3,
        handledAt: new Date(),
        failure: "why",
      }),
    );
    await addUnhandled(ada.ceoId, "turn_failed", id);
    expect(await replay(id)).toBe(true);
    const [row] = await withTenant(ada.bot, (tx) =>
      tx.select().from(conversationEvents).where(eq(conversationEvents.id, id)),
    );
    expect(row).toMatchObject({ handledAt: null, tries: 0, failure: null });
  });

  it("does not give back what was never set aside", async () => {
    expect(await replay(ids.sent ?? "")).toBe(false);
  });
});

async function turnsWaiting(): Promise<number> {
  const rows = await withPlatform((tx) =>
    tx.execute(sql`
      select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'take-turn' and j.payload ->> 'conversationId' = ${ada.conversationId}`),
  );
  return rows.length;
}
