import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { outbox } from "@/db/schema/messages";
import { auditEntries } from "@/db/schema/proof";
import { recordStatus } from "@/lib/messaging/record-status";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { deliverTo, messageIn, outboxIn, queueTo, returnsFor } from "../support/outbox";
import { type SalesWorld, setTestEnvironment } from "../support/sales-world";
import { NUMBER, PHONE, startNumber } from "../support/simulated-number";

const database = await ownDatabase();
const simulator = await startNumber();
const { received, simulate } = simulator;
setTestEnvironment(database.databaseUrl, {
  META_GRAPH_URL: simulator.url,
  SEND_IN_DOUBT_SECONDS: "1",
  JOB_LEASE_SECONDS: "1",
});

afterAll(async () => {
  await closeDatabase();
  await simulator.close();
});

let world: SalesWorld;

const say = (text: string, more: Parameters<typeof queueTo>[1] = {}) => queueTo(world, { text, ...more });

const deliver = () => deliverTo(world);

const messageRow = (id: string) => messageIn(world, id);
const outboxRow = (id: string) => outboxIn(world, id);

/** Lets the waits of the outbox run out, by the database's own rows rather than by waiting. */
const timePasses = () =>
  withTenant(world.bot, (tx) =>
    tx
      .update(outbox)
      .set({ nextTryAt: sql`now() - interval '1 second'`, leaseUntil: sql`now() - interval '1 second'` }),
  );

beforeEach(async () => {
  world = await simulator.renew(world, { buyerPhone: `+${PHONE}` });
  await simulate(`/_sim/people/${PHONE}/send`, { text: "Hi" });
});

describe("delivery", () => {
  it("sends what waits in order, and forgets it once Meta has taken it", async () => {
    const ids = [await say("one"), await say("two"), await say("three")];
    await deliver();
    expect(await received()).toEqual(["one", "two", "three"]);
    for (const id of ids) {
      expect(await messageRow(id)).toMatchObject({
        status: "sent",
        externalId: expect.stringContaining("wamid"),
      });
      expect(await outboxRow(id)).toBeUndefined();
    }
  });

  it("F-25 sends each message once when several workers deliver one conversation", async () => {
    for (let i = 0; i < 5; i += 1) await say(`message ${i}`);
    await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    await deliver();
    expect((await received()).sort()).toEqual([0, 1, 2, 3, 4].map((i) => `message ${i}`));
  });

  it("fills a code in on its way out alone, in monospace, and stores dots", async () => {
    const id = await say("Your code:\n{code}", {
      code: { value: "```aB3$kkQ9```", expiresAt: new Date(Date.now() + 300_000) },
      repeatable: true,
    });
    await deliver();
    expect((await received())[0]).toContain("aB3$kkQ9");
    expect((await messageRow(id))?.text).not.toContain("aB3$kkQ9");
    const [dump] = await rawSql()`select count(*)::int as n from messages where text like '%aB3$kkQ9%'`;
    expect(dump?.n).toBe(0);
  });

  it("F-07 does not repeat a send whose answer was 500 though it arrived, once its status comes", async () => {
    await simulate("/_sim/faults", { kind: "fail", effect: true, count: 1 });
    const id = await say("chatty");
    await deliver();
    expect((await outboxRow(id))?.state).toBe("in_doubt");
    await withTenant(world.bot, (tx) =>
      recordStatus(tx, world.bot, {
        channelId: world.channelId,
        item: {
          type: "status",
          platform: "whatsapp",
          channelExternalId: NUMBER,
          externalId: "wamid.late",
          status: "delivered",
          at: new Date(),
          recipient: { phone: PHONE },
          callbackData: id,
          errors: [],
        },
      }),
    );
    await timePasses();
    await deliver();
    expect(await received()).toEqual(["chatty"]);
    expect(await messageRow(id)).toMatchObject({ status: "delivered", externalId: "wamid.late" });
  });

  it("repeats the last unanswered reply when no status came, and marks an older chatty one unknown", async () => {
    await simulate("/_sim/faults", { kind: "fail", count: 1 });
    const older = await say("older");
    await deliver();
    const newer = await say("newer");
    await simulate("/_sim/faults", { kind: "fail", count: 1 });
    await deliver();
    await timePasses();
    await deliver();
    expect(await messageRow(older)).toMatchObject({ status: "unknown" });
    expect(await messageRow(newer)).toMatchObject({ status: "sent" });
    expect(await received()).toEqual(["newer"]);
  });

  it("F-01 takes a send whose worker died as in doubt, not as unsent", async () => {
    const id = await say("a reply");
    await withTenant(world.bot, (tx) =>
      tx
        .update(outbox)
        .set({ state: "sending", attemptId: "att_dead", leaseUntil: sql`now() - interval '1 second'` }),
    );
    await deliver();
    expect((await outboxRow(id))?.state).toBe("in_doubt");
    expect(await received()).toEqual([]);
    await timePasses();
    await deliver();
    expect(await received()).toEqual(["a reply"]);
  });

  it("F-01 lets what comes after a dead worker's message go out while that one is in doubt", async () => {
    const first = await say("first");
    await withTenant(world.bot, (tx) =>
      tx
        .update(outbox)
        .set({ state: "sending", attemptId: "att_dead", leaseUntil: sql`now() - interval '1 second'` }),
    );
    await say("second");
    await deliver();
    expect(await received()).toEqual(["second"]);
    expect(await returnsFor(first)).toBe(1);
  });

  it("comes back for each message that waits, whichever is due first", async () => {
    await simulate("/_sim/faults", { kind: "fail", count: 1 });
    const doubtful = await say("your account details", { repeatable: true });
    await deliver();
    const later = await say("wait a little");
    await simulate("/_sim/faults", { kind: "rate_limit", count: 1 });
    await deliver();
    expect([await returnsFor(doubtful), await returnsFor(later)]).toEqual([1, 1]);
  });

  it("waits in no ring with a status event that arrives while the answer is written down", async () => {
    await simulate("/_sim/faults", { kind: "delay", on: "graph", ms: 200, count: 1 });
    const id = await say("quick");
    const sql = rawSql();
    const delivering = deliver();
    await vi.waitFor(async () => expect((await outboxRow(id))?.state).toBe("sending"));
    await sql.begin(async (tx) => {
      await tx`select set_config('app.ceo_id', ${world.ceoId}, true)`;
      await tx`select 1 from messages where id = ${id} for update`;
      await vi.waitFor(async () => {
        const waiting = await sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(1);
      });
      await tx`delete from outbox where message_id = ${id}`;
    });
    await delivering;
    expect(await messageRow(id)).toMatchObject({ status: "sent" });
  });

  it("F-05 keeps trying while Meta is away and loses nothing", async () => {
    await simulate("/_sim/faults", { kind: "rate_limit", count: 2 });
    const id = await say("patience");
    for (let i = 0; i < 3; i += 1) {
      await deliver();
      await timePasses();
    }
    expect(await messageRow(id)).toMatchObject({ status: "sent" });
    expect(await received()).toEqual(["patience"]);
  });

  it("F-09 turns a channel whose token Meta refuses to needs reconnecting, and holds what waits", async () => {
    await simulate("/_sim/faults", { kind: "revoke" });
    const ids = [await say("one"), await say("two")];
    await deliver();
    await deliver();
    for (const id of ids) {
      const row = await messageRow(id);
      expect(["held", "queued"]).toContain(row?.status);
      expect(await outboxRow(id)).toBeDefined();
    }
    const [channel] = await withTenant(world.bot, (tx) => tx.select().from(channels));
    expect(channel?.status).toBe("needs_reconnect");
    const entries = await withTenant(world.bot, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.action, "CHANNEL_NEEDS_RECONNECT")),
    );
    expect(entries).toHaveLength(1);
  });

  it("keeps a status that comes before its message is known, and lays it on afterwards", async () => {
    const id = await say("early");
    await withTenant(world.bot, (tx) =>
      recordStatus(tx, world.bot, {
        channelId: world.channelId,
        item: {
          type: "status",
          platform: "whatsapp",
          channelExternalId: NUMBER,
          externalId: "wamid.unknown",
          status: "read",
          at: new Date(),
          recipient: {},
          errors: [],
        },
      }),
    );
    const { applyEarlyStatuses } = await import("@/lib/messaging/record-status");
    await withTenant(world.bot, (tx) =>
      applyEarlyStatuses(tx, world.bot, [
        { channelId: world.channelId, externalId: "wamid.unknown", messageId: id },
      ]),
    );
    expect(await messageRow(id)).toMatchObject({ status: "read" });
  });
});
