import { sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { sessions } from "@/db/schema/people";
import { endSessions } from "@/lib/auth/end-sessions";
import type { Resume } from "@/lib/live/missed-events";
import { publishEvent } from "@/lib/live/publish-event";
import { closeStreams, streamEvents } from "@/lib/live/streams";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { ownDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterAll(closeDatabase);
afterEach(closeStreams);

/** Reads a stream as a browser does, keeping what it said. */
function listen(ctx: MemberContext, resume: Resume | null = null) {
  const said: string[] = [];
  const reader = streamEvents(ctx, { resume, isStillIn: async () => true }).getReader();
  let isOver = false;
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      said.push(new TextDecoder().decode(value));
    }
    isOver = true;
  })();
  return {
    text: () => said.join(""),
    isOver: () => isOver,
    ids: () => [...said.join("").matchAll(/"orderId":"(\w+)"/g)].map(([, id]) => id),
    ready: () => expect.poll(() => said.join("")).toContain("event: ready"),
  };
}

const publish = (world: SalesWorld, orderId: string, vendorId: string | null = null) =>
  withTenant(world.bot, (tx) =>
    publishEvent(tx, world.ceoId, { topic: "order", ids: { orderId }, vendorId }),
  );

describe("live updates (P15.5)", () => {
  it("end for a reader that reads nothing, before its backlog fills the memory", async () => {
    const ada = await makeSalesWorld();
    let asked = 0;
    const reader = streamEvents(ada.ceo, { resume: null, isStillIn: async () => true }).getReader();
    const awake = listen(ada.ceo);
    await awake.ready();
    for (let n = 0; n < 11; n += 1) {
      await withTenant(ada.bot, async (tx) => {
        for (let i = 0; i < 100; i += 1) {
          await publishEvent(tx, ada.ceoId, {
            topic: "order",
            ids: { orderId: `ord_${n}_${i}` },
            vendorId: null,
          });
        }
      });
    }
    await expect.poll(() => awake.ids().length).toBe(1_100);
    while (!(await reader.read()).done) asked += 1;
    expect(asked).toBeLessThan(1_010);
  });

  it("keep 20 streams of a session, the newest", async () => {
    const ada = await makeSalesWorld();
    const streams = Array.from({ length: 22 }, () => listen(ada.ceo));
    await Promise.all(streams.slice(2).map((stream) => stream.ready()));
    expect(streams.map((stream) => stream.isOver()).indexOf(false)).toBe(2);
  });

  it("tell each business and each vendor of their own, and nobody else", async () => {
    const [ada, tunde] = [
      await makeSalesWorld(),
      await makeSalesWorld({ businessName: "Tunde Electronics" }),
    ];
    const [ceo, vendor, stranger] = [listen(ada.ceo), listen(ada.vendor), listen(tunde.ceo)];
    await Promise.all([ceo.ready(), vendor.ready(), stranger.ready()]);
    await publish(ada, "ord_a", ada.vendorId);
    await publish(ada, "ord_b", ada.ownerId);
    await publish(tunde, "ord_c");
    await expect.poll(() => stranger.ids()).toEqual(["ord_c"]);
    await expect.poll(() => ceo.ids()).toEqual(["ord_a", "ord_b"]);
    await expect.poll(() => vendor.ids()).toEqual(["ord_a"]);
  });

  it("say nothing of what was rolled back", async () => {
    const ada = await makeSalesWorld();
    const ceo = listen(ada.ceo);
    await ceo.ready();
    await withTenant(ada.bot, async (tx) => {
      await publishEvent(tx, ada.ceoId, { topic: "order", ids: { orderId: "ord_never" }, vendorId: null });
      throw new Error("rolled back");
    }).catch(() => undefined);
    await publish(ada, "ord_after");
    await expect.poll(() => ceo.ids()).toEqual(["ord_after"]);
  });

  it("give what was missed after a lost connection, or say that there is a gap", async () => {
    const ada = await makeSalesWorld();
    const before = listen(ada.ceo);
    await before.ready();
    await publish(ada, "ord_1");
    await expect.poll(() => before.ids()).toEqual(["ord_1"]);
    const lastId = Number(/id: (\d+)/.exec(before.text())?.[1]);
    closeStreams();
    await publish(ada, "ord_2");
    await publish(ada, "ord_3");
    const after = listen(ada.ceo, { lastId });
    await expect.poll(() => after.ids()).toEqual(["ord_2", "ord_3"]);
    const longAgo = listen(await newcomer(), { lastId: 1 });
    await expect.poll(() => longAgo.text()).toContain("event: gap");
  });

  it("end at once when their session is revoked", async () => {
    const ada = await makeSalesWorld();
    await withPlatform((tx) =>
      tx.insert(sessions).values({
        id: ada.ceo.sessionId,
        tokenHash: `hash ${ada.ceo.sessionId}`,
        identityId: "idn_x",
        role: "CEO",
        ceoId: ada.ceoId,
        vendorId: ada.ownerId,
        way: "browser",
        idleSeconds: 1800,
        expiresAt: new Date(Date.now() + 3_600_000),
      }),
    );
    const [hers, vendors] = [listen(ada.ceo), listen(ada.vendor)];
    await Promise.all([hers.ready(), vendors.ready()]);
    await withPlatform((tx) => endSessions(tx, sql`id = ${ada.ceo.sessionId}`, "signed_out"));
    await expect.poll(() => hers.isOver()).toBe(true);
    expect(hers.text()).toContain("event: signed-out");
    expect(vendors.isOver()).toBe(false);
  });
});

async function newcomer(): Promise<MemberContext> {
  return (await makeSalesWorld()).ceo;
}
