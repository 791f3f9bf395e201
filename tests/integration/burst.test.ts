import { and, asc, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { messages, outbox } from "@/db/schema/messages";
import { takeTurn, takeTurns } from "@/lib/conversation/take-turn";
import { deliverConversation, deliverConversations } from "@/lib/messaging/deliver-conversation";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ingestEvents } from "@/lib/webhook-inbox/ingest-event";
import { receiveWebhook } from "@/lib/webhook-inbox/receive-webhook";
import { ownDatabase } from "../support/database";
import { type SalesWorld, setTestEnvironment } from "../support/sales-world";
import { NUMBER, startNumber } from "../support/simulated-number";
import { signatureOf, whatsAppBody } from "../support/webhook-bodies";

const PEOPLE = Array.from({ length: 30 }, (_, place) => `23480390000${String(place).padStart(2, "0")}`);

const database = await ownDatabase();
const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
const simulator = await startNumber(PEOPLE.map((phone) => ({ name: "Amina", phone })));
const { simulate } = simulator;
setTestEnvironment(database.databaseUrl, { META_GRAPH_URL: simulator.url, JOB_LEASE_SECONDS: "1" });

afterAll(async () => {
  await closeDatabase();
  await Promise.all([admin.end(), simulator.close()]);
});

let world: SalesWorld;
let sent = 0;

beforeEach(async () => {
  world = await simulator.renew(world);
  await simulate("/_sim/faults", { kind: "withhold_statuses" });
  await admin`truncate graphile_worker._private_jobs, webhook_events`;
});
afterEach(() => admin`drop function if exists break_it() cascade`);

/** Each of these phones says this; all of it is read by one job, as in a burst. */
async function say(phones: readonly string[], textOf: (place: number) => string): Promise<void> {
  for (const [place, phone] of phones.entries()) {
    sent += 1;
    await simulate(`/_sim/people/${phone}/send`, { text: textOf(place) });
    const raw = whatsAppBody(NUMBER, {
      messages: [{ id: `wamid.burst.${sent}`, from: phone, text: textOf(place) }],
      contacts: [{ wa_id: phone, profile: { name: "Amina" } }],
    });
    expect((await receiveWebhook("whatsapp", raw, signatureOf(raw))).status).toBe(200);
  }
  const events = await admin<{ id: string }[]>`
    select id from webhook_events where state = 'stored' order by received_at`;
  await admin`truncate graphile_worker._private_jobs`;
  await ingestEvents({ eventIds: events.map(({ id }) => id) });
}

type Several = { ceoId: string; conversationIds: string[] };

/** What waits in the queue under this name; it is taken out. */
async function take<T = Several>(name: string): Promise<T[]> {
  const rows = await admin<{ id: string; payload: T }[]>`
    select j.id, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name} order by j.id`;
  await admin`delete from graphile_worker._private_jobs where id in ${admin([0, ...rows.map(({ id }) => id)])}`;
  return rows.map(({ payload }) => payload);
}

const sizesOf = (jobs: Several[]) =>
  jobs.map(({ conversationIds }) => conversationIds.length).sort((a, b) => b - a);

const replies = async (): Promise<number> =>
  (await withTenant(world.bot, (tx) => tx.select().from(messages).where(eq(messages.direction, "out"))))
    .length;

const waitingTexts = async (): Promise<(string | null)[]> => {
  const rows = await admin<{ text: string | null }[]>`
    select text from messages where ceo_id = ${world.ceoId} and direction = 'in' and handled_at is null`;
  return rows.map(({ text }) => text);
};

const QUESTION = "How much is the red ankara dress?";

async function breakIt(on: string, body: string): Promise<void> {
  await admin.unsafe(
    `create function break_it() returns trigger language plpgsql as $$ begin ${body}; return new; end $$`,
  );
  await admin.unsafe(`create trigger break_it ${on} for each row execute function break_it()`);
}

describe("a burst of strangers", () => {
  it("is a job for 25 of them, whose turns are one transaction and whose answers are one job", async () => {
    await say(PEOPLE, () => QUESTION);
    const jobs = await take("take-turns");
    expect(sizesOf(jobs)).toEqual([25, 5]);
    expect(await take("take-turn")).toEqual([]);
    for (const job of jobs) await takeTurns(job);
    expect(await waitingTexts()).toEqual([]);
    const deliveries = await take("deliver-conversations");
    expect(sizesOf(deliveries)).toEqual([25, 5]);
    for (const job of deliveries) await deliverConversations(job);
    const first = await simulator.received(PEOPLE[0] as string);
    expect(first.join("\n")).toContain("₦12,500");
    for (const phone of PEOPLE) expect(await simulator.received(phone)).toEqual(first);
    expect(await withTenant(world.bot, (tx) => tx.select().from(outbox))).toEqual([]);
  });

  it("is answered once each, however many workers take it up at once, together and one by one", async () => {
    const phones = PEOPLE.slice(0, 12);
    await say(phones, () => QUESTION);
    const [job] = await take("take-turns");
    const one = { ceoId: world.ceoId, conversationId: job?.conversationIds[3] as string };
    await Promise.all([
      takeTurns(job as Several),
      takeTurn(one),
      takeTurns(job as Several),
      takeTurns(job as Several),
    ]);
    for (const alone of await take<{ ceoId: string; conversationId: string }>("take-turn"))
      await takeTurn(alone);
    expect(await waitingTexts()).toEqual([]);
    const queued = await replies();
    const ids = job?.conversationIds as string[];
    const several = { ceoId: world.ceoId, conversationIds: ids };
    await Promise.all([
      deliverConversations(several),
      deliverConversations({ ...several, conversationIds: [...ids].reverse() }),
      deliverConversation(one),
      deliverConversations(several),
    ]);
    const shown = await Promise.all(phones.map(simulator.received));
    expect(shown.flat()).toHaveLength(queued);
    for (const texts of shown) expect(texts).toEqual(shown[0]);
  });

  it("F-20 goes on without the one that cannot be taken up, which alone is set aside", async () => {
    await say(PEOPLE.slice(0, 6), () => QUESTION);
    const [job] = await take("take-turns");
    const poisoned = job?.conversationIds[0];
    await breakIt(
      "before update on messages",
      `if new.conversation_id = '${poisoned}' and new.handled_at is not null and new.failure is null then raise exception 'cannot'; end if`,
    );
    await takeTurns(job as Several);
    const apart = await take<{ ceoId: string; conversationId: string }>("take-turn");
    expect(apart).toHaveLength(6);
    for (let tries = 0; tries < 3; tries += 1) {
      for (const alone of apart) await takeTurn(alone).catch(() => undefined);
    }
    expect(await waitingTexts()).toEqual([]);
    const failed = await admin`
      select conversation_id as of, failure from messages where ceo_id = ${world.ceoId} and failure is not null`;
    expect(failed).toEqual([{ of: poisoned, failure: "The bot could not take this up." }]);
  });

  it("leaves apart whom somebody has in hand, who failed before, and whose turn does more than answer", async () => {
    const phones = PEOPLE.slice(0, 5);
    await say(phones, () => QUESTION);
    const ids = (await take("take-turns"))[0]?.conversationIds as string[];
    const [held, failedBefore, , , buying] = ids as [string, string, string, string, string];
    await admin`update messages set tries = 1 where conversation_id = ${failedBefore}`;
    await admin`update messages set text = 'I want to talk to a person' where conversation_id = ${buying}`;
    await admin.begin(async (tx) => {
      await tx`select 1 from conversations where id = ${held} for no key update`;
      await takeTurns({ ceoId: world.ceoId, conversationIds: ids });
    });
    const apart = await take<{ conversationId: string }>("take-turn");
    expect(apart.map(({ conversationId }) => conversationId).sort()).toEqual(
      [held, failedBefore, buying].sort(),
    );
    expect(await waitingTexts()).toHaveLength(3);
    for (const { conversationId } of apart) await takeTurn({ ceoId: world.ceoId, conversationId });
    expect(await waitingTexts()).toEqual([]);
    const [asked] = await withTenant(world.bot, (tx) =>
      tx.select().from(conversations).where(eq(conversations.id, buying)),
    );
    expect(asked?.needsPersonSince).not.toBeNull();
  });

  it("keeps what each of them told, of nobody else", async () => {
    const phones = PEOPLE.slice(0, 8);
    await say(phones, () => "I want the red ankara dress");
    for (const job of await take("take-turns")) await takeTurns(job);
    for (const job of await take("take-turn")) await takeTurn(job as never);
    await say(phones, (place) => `Amina, ${place + 1} Lagos St, Ikeja`);
    for (const job of await take("take-turns")) await takeTurns(job);
    for (const job of await take("take-turn")) await takeTurn(job as never);
    const rows = await admin<{ phone: string; address: string }[]>`
      select phone, address from contacts where ceo_id = ${world.ceoId} and phone like '+23480390000%' order by phone`;
    expect(rows.map(({ address }) => address)).toEqual(
      phones.map((_, place) => `${place + 1} Lagos St, Ikeja`),
    );
  });
});

describe("answers that go out together", () => {
  async function queued(count: number): Promise<Several> {
    await say(PEOPLE.slice(0, count), () => QUESTION);
    for (const job of await take("take-turns")) await takeTurns(job);
    const [job] = await take("deliver-conversations");
    return job as Several;
  }

  const stateOf = (conversationId: string) =>
    withTenant(world.bot, (tx) =>
      tx
        .select({ status: messages.status })
        .from(messages)
        .where(and(eq(messages.conversationId, conversationId), eq(messages.direction, "out")))
        .orderBy(asc(messages.createdAt)),
    );

  it("F-08 wait for the one that Meta puts off, and for nobody else", async () => {
    const job = await queued(6);
    await simulate("/_sim/faults", { kind: "rate_limit", count: 1 });
    await deliverConversations(job);
    const open = await withTenant(world.bot, (tx) => tx.select().from(outbox));
    const [late] = open;
    expect(new Set(open.map(({ conversationId }) => conversationId)).size).toBe(1);
    for (const id of job.conversationIds.filter((one) => one !== late?.conversationId)) {
      expect((await stateOf(id)).every(({ status }) => status === "sent")).toBe(true);
    }
  });

  it("F-07 are in doubt one by one: a 500 to one of them is asked after, the others are sent", async () => {
    const job = await queued(6);
    await simulate("/_sim/faults", { kind: "fail", effect: true, count: 1 });
    await deliverConversations(job);
    const doubtful = await withTenant(world.bot, (tx) =>
      tx.select().from(outbox).where(eq(outbox.state, "in_doubt")),
    );
    expect(doubtful).toHaveLength(1);
    for (const phone of PEOPLE.slice(0, 6))
      expect((await simulator.received(phone)).join("\n")).toContain("₦12,500");
  });

  it("F-09 are kept back when Meta refuses the token, and none is lost", async () => {
    const job = await queued(10);
    const all = await replies();
    await simulate("/_sim/faults", { kind: "revoke" });
    await deliverConversations(job);
    const rows = await withTenant(world.bot, (tx) => tx.select().from(outbox));
    expect(rows).toHaveLength(all);
    expect(rows.every(({ state }) => state === "held" || state === "queued")).toBe(true);
  });

  it("wait in no ring with status events of the same messages in another order", async () => {
    const job = await queued(8);
    await simulate("/_sim/faults", { kind: "delay", on: "graph", ms: 150, count: 16 });
    const delivering = deliverConversations(job);
    const held = async () => {
      const rows = await admin<{ id: string }[]>`select message_id as id from outbox where state = 'sending'`;
      return rows.map(({ id }) => id);
    };
    await expect.poll(held).not.toEqual([]);
    await admin.begin(async (tx) => {
      // As a batch of status events locks them: one after the other, in an order of its own.
      for (const id of (await held()).sort().reverse()) {
        await tx`select 1 from messages where id = ${id} for update`;
        await tx`select pg_sleep(0.05)`;
      }
    });
    await delivering;
    expect(await withTenant(world.bot, (tx) => tx.select().from(outbox))).toEqual([]);
    for (const phone of PEOPLE.slice(0, 8))
      expect((await simulator.received(phone)).join("\n")).toContain("₦12,500");
  });

  it("F-02 are written down one by one when one of them cannot be; the job is tried again", async () => {
    const job = await queued(5);
    const [broken] = job.conversationIds;
    await breakIt(
      "before update on messages",
      `if new.conversation_id = '${broken}' and new.status = 'sent' then raise exception 'cannot'; end if`,
    );
    await expect(deliverConversations(job)).rejects.toThrow();
    for (const id of job.conversationIds.filter((one) => one !== broken)) {
      expect((await stateOf(id))[0]?.status).toBe("sent");
    }
    await admin`drop function break_it() cascade`;
    await admin`update outbox set lease_until = now() - interval '1 second', next_try_at = now()`;
    await deliverConversations(job);
    await admin`update outbox set next_try_at = now() - interval '1 second'`;
    await deliverConversations(job);
    expect(await withTenant(world.bot, (tx) => tx.select().from(outbox))).toEqual([]);
  });
});
