import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, rawSql } from "@/db/client";
import { channels } from "@/db/schema/chat";
import { channelCandidates, channelPins } from "@/db/schema/connections";
import { outbox } from "@/db/schema/messages";
import { auditEntries } from "@/db/schema/proof";
import { notices } from "@/db/schema/work";
import { openToken, tokenPlace } from "@/lib/channels/channel-token";
import { tokenPlaceOf } from "@/lib/connections/candidates";
import { pinPlace } from "@/lib/connections/prepare-asset";
import { kidOf, parseKeyRing, seal, unseal } from "@/lib/crypto";
import { outboxPlace, queueMessage } from "@/lib/messaging/queue-message";
import { placeOf } from "@/lib/notices/queue-notice";
import { rotateKeys } from "@/lib/operations/rotate-keys";
import { SEALED_COLUMNS } from "@/lib/operations/sealed-columns";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const key = () => randomBytes(32).toString("base64");
const [old, fresh, stranger] = [`k1:${key()}`, `k2:${key()}`, `k9:${key()}`];
const OLD = parseKeyRing(old);
/** What a process has once the older keys are gone from its environment. */
const NEW_ALONE = parseKeyRing(fresh);

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl, { ENCRYPTION_KEYS: `${fresh},${old}` });

afterAll(closeDatabase);

const TOKEN = "EAAsimulatedTokenOfAdasFashion0123456789";

/** A business with one row in each sealed column, all under the older key. */
async function makeOldWorld(): Promise<SalesWorld & { messageId: string; noticeId: string }> {
  const world = await makeSalesWorld({ channelToken: TOKEN });
  const { ceoId, channelId } = world;
  const noticeId = `ntc_${ceoId}`;
  const messageId = await withTenant(world.bot, async (tx) => {
    const id = await queueMessage(tx, world.bot, {
      conversationId: world.conversationId,
      text: "Your code:\n{code}",
      code: { value: "aB3$kkQ9", expiresAt: new Date(Date.now() + 300_000) },
      author: "bot",
      repeatable: true,
    });
    await tx
      .update(channels)
      .set({ tokenSealed: seal(OLD, tokenPlace(ceoId, channelId), TOKEN) })
      .where(eq(channels.id, channelId));
    await tx.insert(channelPins).values({
      ceoId,
      externalId: "1",
      pinSealed: seal(OLD, pinPlace(ceoId, "1"), "123456"),
    });
    await tx.insert(channelCandidates).values({
      ceoId,
      selectionId: "sel",
      externalId: "2",
      asset: {},
      grant: {},
      tokenSealed: seal(OLD, tokenPlaceOf({ ceoId }, "sel", "2"), "waiting-token"),
      expiresAt: new Date(Date.now() + 600_000),
    });
    return id;
  });
  // What is queued is written when its transaction ends.
  await withTenant(world.bot, (tx) =>
    tx.update(outbox).set({ sealed: seal(OLD, outboxPlace(ceoId, messageId), "aB3$kkQ9") }),
  );
  await withPlatform((tx) =>
    tx.insert(notices).values({
      id: noticeId,
      ceoId,
      way: "sms",
      recipientSealed: seal(OLD, placeOf(noticeId, "recipient"), "+2348030000000"),
      contentSealed: seal(OLD, placeOf(noticeId, "content"), "{}"),
      subjectId: "somebody",
      expiresAt: new Date(Date.now() + 600_000),
    }),
  );
  return { ...world, messageId, noticeId };
}

const tokenOf = async (world: SalesWorld) => {
  const [row] = await withTenant(world.bot, (tx) =>
    tx.select({ kept: channels.tokenSealed }).from(channels).where(eq(channels.id, world.channelId)),
  );
  return row?.kept ?? "";
};

describe("rotating keys", () => {
  it("OA-06 opens a row under the older key, seals it under the new one, and the older may go", async () => {
    const world = await makeOldWorld();
    const { ceoId, channelId, messageId, noticeId } = world;
    const before = await tokenOf(world);
    expect(kidOf(before)).toBe("k1");
    expect(await openToken({ ceoId, channelId }, before)).toBe(TOKEN);
    expect(() => unseal(NEW_ALONE, tokenPlace(ceoId, channelId), before)).toThrow(/no key/);

    const rotation = await rotateKeys();
    expect(rotation).toMatchObject({ kid: "k2", failed: 0, left: 0 });
    expect(rotation.resealed).toBe(6);

    const rows = await withTenant(world.bot, async (tx) => ({
      token: (await tx.select().from(channels).where(eq(channels.id, channelId)))[0]?.tokenSealed ?? "",
      code: (await tx.select().from(outbox))[0]?.sealed ?? "",
      pin: (await tx.select().from(channelPins))[0]?.pinSealed ?? "",
      candidate: (await tx.select().from(channelCandidates))[0]?.tokenSealed ?? "",
    }));
    const [notice] = await withPlatform((tx) => tx.select().from(notices).where(eq(notices.id, noticeId)));
    const open = (place: string[], sealed = "") => unseal(NEW_ALONE, place, sealed);
    expect(open(tokenPlace(ceoId, channelId), rows.token)).toBe(TOKEN);
    expect(open(outboxPlace(ceoId, messageId), rows.code)).toBe("aB3$kkQ9");
    expect(open(pinPlace(ceoId, "1"), rows.pin)).toBe("123456");
    expect(open(tokenPlaceOf({ ceoId }, "sel", "2"), rows.candidate)).toBe("waiting-token");
    expect(open(placeOf(noticeId, "recipient"), notice?.recipientSealed)).toBe("+2348030000000");
    expect(open(placeOf(noticeId, "content"), notice?.contentSealed)).toBe("{}");
  });

  it("does nothing the second time, and tells of itself on the platform's chain", async () => {
    await makeOldWorld();
    await rotateKeys();
    expect(await rotateKeys()).toMatchObject({ resealed: 0, left: 0 });
    const entries = await withPlatform((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.subjectId, "rotate-keys")),
    );
    expect(entries.length).toBeGreaterThanOrEqual(2);
    expect(entries[0]).toMatchObject({ ceoId: "platform", action: "OPERATOR_ACTED" });
  });

  it("OA-06 rotates under load: every token opens at every moment", async () => {
    const worlds: SalesWorld[] = [];
    while (worlds.length < 12) worlds.push(await makeOldWorld());
    let isRunning = true;
    let opened = 0;
    const readers = Array.from({ length: 4 }, async (_, at) => {
      while (isRunning) {
        for (const world of worlds.slice(at * 3, at * 3 + 3)) {
          const kept = await tokenOf(world);
          expect(await openToken({ ceoId: world.ceoId, channelId: world.channelId }, kept)).toBe(TOKEN);
          opened += 1;
        }
      }
    });
    const [first, second] = await Promise.all([rotateKeys(), rotateKeys()]);
    isRunning = false;
    await Promise.all(readers);
    expect(opened).toBeGreaterThan(12);
    expect(first.failed + second.failed).toBe(0);
    expect(await rotateKeys()).toMatchObject({ resealed: 0, left: 0 });
  });

  it("keeps a token that was written while the old one was being sealed again", async () => {
    const world = await makeOldWorld();
    const { ceoId, channelId } = world;
    const reconnected = seal(NEW_ALONE, tokenPlace(ceoId, channelId), "the token of the reconnection");
    const sqlClient = rawSql();
    let rotating: Promise<unknown> | undefined;
    await sqlClient.begin(async (tx) => {
      await tx`select set_config('app.ceo_id', ${ceoId}, true)`;
      await tx`update channels set token_sealed = ${reconnected} where id = ${channelId}`;
      rotating = rotateKeys();
      await expect
        .poll(async () => {
          const waiting = await sqlClient`select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`;
          return waiting.length;
        })
        .toBe(1);
    });
    await rotating;
    expect(await openToken({ ceoId, channelId }, await tokenOf(world))).toBe("the token of the reconnection");
  });

  it("leaves and counts what no configured key opens", async () => {
    const world = await makeOldWorld();
    const lost = seal(parseKeyRing(stranger), pinPlace(world.ceoId, "1"), "123456");
    await withTenant(world.bot, (tx) => tx.update(channelPins).set({ pinSealed: lost }));
    expect(await rotateKeys()).toMatchObject({ failed: 1, left: 1 });
    const [pin] = await withTenant(world.bot, (tx) => tx.select().from(channelPins));
    expect(pin?.pinSealed).toBe(lost);
    await withTenant(world.bot, (tx) => tx.delete(channelPins));
  });

  it("knows every sealed column that the database has", async () => {
    const rows = await rawSql()<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name ~ 'sealed$' order by 1`;
    const known = [
      ...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`),
      "channels.token_sealed",
    ];
    expect(rows.map(({ name }) => name)).toEqual(known.sort());
  });

  it("goes on beyond one batch", async () => {
    const world = await makeOldWorld();
    const { ceoId } = world;
    const values = Array.from({ length: 450 }, (_, at) => ({
      ceoId,
      externalId: `n${at}`,
      pinSealed: seal(OLD, pinPlace(ceoId, `n${at}`), "654321"),
    }));
    await withTenant(world.bot, (tx) => tx.insert(channelPins).values(values));
    expect(await rotateKeys()).toMatchObject({ left: 0, failed: 0 });
    const [left] = await withTenant(world.bot, (tx) =>
      tx.execute<{ n: number }>(
        sql`select count(*)::int as n from channel_pins where pin_sealed like 'v1.k1.%'`,
      ),
    );
    expect(left?.n).toBe(0);
  });
});
