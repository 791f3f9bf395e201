import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { earlyStatuses, outbox } from "@/db/schema/messages";
import { applyStatus } from "@/lib/messaging/apply-status";
import { claimSends } from "@/lib/messaging/claim-send";
import { giveUpChannel } from "@/lib/messaging/keep-back";
import { lockDelivery } from "@/lib/messaging/lock-delivery";
import { applyEarlyStatuses, recordStatus } from "@/lib/messaging/record-status";
import type { DeliveryStatus } from "@/lib/messaging/rules";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
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
  JOB_LEASE_SECONDS: "5",
});

afterAll(async () => {
  await closeDatabase();
  await simulator.close();
});

let world: SalesWorld;

const say = (text: string) => queueTo(world, { text, repeatable: true });

const deliver = () => deliverTo(world);

/** A message that arrived though Meta answered 500, whose wait for a status is over. */
async function inDoubt(text: string): Promise<string> {
  await simulate("/_sim/faults", { kind: "fail", effect: true, count: 1 });
  const id = await say(text);
  await deliver();
  await withTenant(world.bot, (tx) => tx.update(outbox).set({ nextTryAt: sql`now() - interval '1 second'` }));
  return id;
}

/** What Meta tells of a message: by our own id where it is given, by Meta's alone otherwise. */
const tell = (tx: Tx, status: DeliveryStatus, externalId: string, callbackData?: string) =>
  recordStatus(tx, world.bot, {
    channelId: world.channelId,
    item: {
      type: "status",
      platform: "whatsapp",
      channelExternalId: NUMBER,
      externalId,
      status,
      at: new Date(),
      recipient: { phone: PHONE },
      callbackData,
      errors: [],
    },
  });

const messageRow = (id: string) => messageIn(world, id);
const outboxRow = (id: string) => outboxIn(world, id);

/** Until another transaction waits for what the caller's holds. */
const somebodyWaits = () =>
  vi.waitFor(async () => {
    const waiting = await rawSql()`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    expect(waiting.length).toBeGreaterThan(0);
  });

beforeEach(async () => {
  world = await simulator.renew(world, { buyerPhone: `+${PHONE}` });
  await simulate("/_sim/faults", { kind: "withhold_statuses" });
  await simulate(`/_sim/people/${PHONE}/send`, { text: "Hi" });
});

describe("a send and the news of it at the same moment", () => {
  it("F-07 repeats nothing whose status is being written down while the wait for it ends", async () => {
    const id = await inDoubt("your account details");
    const next = await say("anything else?");
    await withTenant(world.bot, async (tx) => {
      await tell(tx, "sent", "wamid.first", id);
      await deliver();
    });
    expect(await returnsFor(id)).toBe(1);
    await deliver();
    expect(await received()).toEqual(["your account details", "anything else?"]);
    expect(await messageRow(id)).toMatchObject({ status: "sent", externalId: "wamid.first" });
    expect(await messageRow(next)).toMatchObject({ status: "sent" });
  });

  it("F-07 repeats what nothing was told of: only news of it stops that", async () => {
    const id = await inDoubt("your account details");
    await deliver();
    expect(await received()).toEqual(["your account details", "your account details"]);
    expect(await messageRow(id)).toMatchObject({ status: "sent" });
  });

  it("F-09 keeps nothing back that has just proved sent", async () => {
    const held = await say("kept back before");
    await withTenant(world.bot, (tx) => tx.update(outbox).set({ state: "held" }));
    const id = await say("your account details");
    await withTenant(world.bot, (tx) => tx.update(channels).set({ status: "needs_reconnect" }));
    let delivering: Promise<void> | undefined;
    await withTenant(world.bot, async (tx) => {
      await tell(tx, "delivered", "wamid.first", id);
      delivering = deliver();
      await somebodyWaits();
    });
    await delivering;
    expect(await messageRow(id)).toMatchObject({ status: "delivered" });
    expect(await received()).toEqual([]);
    expect(await outboxRow(held)).toMatchObject({ state: "held" });
  });

  it("calls nothing unsent that is on its way while its channel is disconnected", async () => {
    const underWay = await say("on its way");
    const waiting = await say("behind it");
    let leaving: Promise<number> | undefined;
    await withTenant(world.bot, async (tx) => {
      await lockDelivery(tx, world.bot, world.conversationId);
      const claimed = await claimSends(tx, world.bot, [world.conversationId]);
      expect(claimed.get(world.conversationId)).toMatchObject({ kind: "claimed" });
      leaving = withTenant(world.bot, (other) => giveUpChannel(other, world.channelId));
      await somebodyWaits();
    });
    expect(await leaving).toBe(1);
    expect(await outboxRow(underWay)).toMatchObject({ state: "sending" });
    expect(await messageRow(underWay)).toMatchObject({ status: "queued", failure: null });
    expect(await messageRow(waiting)).toMatchObject({ status: "failed" });
  });

  it("WH-11 lays on a status that comes by Meta's id alone while that id is being written down", async () => {
    const id = await say("early");
    let telling: Promise<void> | undefined;
    await withTenant(world.bot, async (tx) => {
      await applyStatus(tx, world.bot, { messageId: id, externalId: "wamid.early", status: "sent" });
      await applyEarlyStatuses(tx, world.bot, [
        { channelId: world.channelId, externalId: "wamid.early", messageId: id },
      ]);
      telling = withTenant(world.bot, (other) => tell(other, "failed", "wamid.early"));
      await Promise.race([telling, somebodyWaits()]);
    });
    await telling;
    expect(await messageRow(id)).toMatchObject({ status: "failed" });
    expect(await withTenant(world.bot, (tx) => tx.select().from(earlyStatuses))).toEqual([]);
  });

  it("WH-11 lays on a status that was being kept for later when its message became known", async () => {
    const id = await say("early");
    let settling: Promise<void> | undefined;
    await withTenant(world.bot, async (tx) => {
      await tell(tx, "failed", "wamid.early");
      settling = withTenant(world.bot, async (other) => {
        await applyStatus(other, world.bot, { messageId: id, externalId: "wamid.early", status: "sent" });
        await applyEarlyStatuses(other, world.bot, [
          { channelId: world.channelId, externalId: "wamid.early", messageId: id },
        ]);
      });
      await Promise.race([settling, somebodyWaits()]);
    });
    await settling;
    expect(await messageRow(id)).toMatchObject({ status: "failed" });
    expect(await withTenant(world.bot, (tx) => tx.select().from(earlyStatuses))).toEqual([]);
  });
});
