import { and, asc, eq, isNull, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { channels, conversations } from "@/db/schema/chat";
import { messages } from "@/db/schema/messages";
import { takeTurn, takeTurns } from "@/lib/conversation/take-turn";
import { writeToContact } from "@/lib/messaging/answer-conversation";
import { tellConversation } from "@/lib/messaging/tell-conversation";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvents } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";
import { signatureOf, whatsAppBody } from "../support/webhook-bodies";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  await admin.end();
  await closeDatabase();
});

let world: SalesWorld;
let number = "";
let sent = 0;

beforeEach(async () => {
  world = await makeSalesWorld();
  const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
  number = channel?.externalId ?? "";
  await admin`truncate graphile_worker._private_jobs, webhook_events`;
});

/** One body of Meta's with so many messages of each of these phones, as after a time away. */
async function writeMany(phones: readonly string[], each: number): Promise<void> {
  const said = phones.flatMap((from) =>
    Array.from({ length: each }, () => {
      sent += 1;
      return { id: `wamid.much.${sent}`, from, text: "Hi" };
    }),
  );
  const raw = whatsAppBody(number, {
    messages: said,
    contacts: phones.map((phone) => ({ wa_id: phone, profile: { name: "Amina" } })),
  });
  expect((await receiveWebhook("whatsapp", raw, signatureOf(raw))).status).toBe(200);
  const events = await admin<{ id: string }[]>`select id from webhook_events where state = 'stored'`;
  await ingestEvents({ eventIds: events.map(({ id }) => id) });
}

/** Does every turn that was asked for, and what those ask for in turn. */
async function workThroughTurns(): Promise<void> {
  for (;;) {
    const [job] = await admin<{ name: string; payload: never }[]>`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where j.id = (select id from graphile_worker._private_jobs where task_id in
          (select id from graphile_worker._private_tasks where identifier in ('take-turn', 'take-turns'))
        order by id limit 1) and t.id = j.task_id
      returning t.identifier as name, j.payload`;
    if (!job) return;
    await (job.name === "take-turn" ? takeTurn(job.payload) : takeTurns(job.payload));
  }
}

const unheard = () =>
  withTenant(world.bot, (tx) =>
    tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.direction, "in"), isNull(messages.handledAt))),
  );

describe("more than one turn takes up", () => {
  it("P6.1 leaves none of 70 messages that came in one body waiting for the next one", async () => {
    await writeMany(["2348035550001"], 70);
    expect(await unheard()).toHaveLength(70);
    await workThroughTurns();
    expect(await unheard()).toEqual([]);
  });

  it("P6.1 leaves none waiting where several conversations are taken up together", async () => {
    await writeMany(["2348035550002", "2348035550003"], 40);
    await workThroughTurns();
    expect(await unheard()).toEqual([]);
  });

  it("tells all that happened outside, too", async () => {
    await withTenant(world.bot, async (tx) => {
      for (let i = 0; i < 40; i += 1) {
        const event = { kind: "handed_back" } as const;
        await tellConversation(tx, world.bot, { conversationId: world.conversationId, event });
      }
    });
    await workThroughTurns();
    const left = await admin`select 1 from conversation_events where handled_at is null`;
    expect(left).toEqual([]);
  });
});

describe("what two people of the shop write before the bot's next turn", () => {
  it("P6.7 stands in the conversation under the name of whoever wrote it", async () => {
    const { conversationId, ownerId, vendorId } = world;
    await withTenant(world.bot, (tx) =>
      tx.update(conversations).set({ vendorId, lastInboundAt: sql`now()` }),
    );
    const write = (who: typeof world.ceo, text: string) =>
      writeToContact(who, { conversationId, text, ownAccounts: [] });
    await write(world.vendor, "The tailor is on it.");
    await write(world.ceo, "You get it on Friday, I promise.");
    await takeTurn({ ceoId: world.ceoId, conversationId });
    const rows = await withTenant(world.bot, (tx) =>
      tx
        .select({ text: messages.text, author: messages.author, authorId: messages.authorId })
        .from(messages)
        .where(eq(messages.direction, "out"))
        .orderBy(asc(messages.createdAt)),
    );
    expect(rows).toMatchObject([
      { text: expect.stringContaining("tailor"), author: "vendor", authorId: vendorId },
      { text: expect.stringContaining("Friday"), author: "ceo", authorId: ownerId },
    ]);
  });
});
