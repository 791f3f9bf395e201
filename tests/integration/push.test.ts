import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { PUT as putSettings, GET as readSettings } from "@/app/api/push/settings/route";
import { DELETE, POST } from "@/app/api/push/subscriptions/route";
import { closeDatabase } from "@/db/client";
import { conversations } from "@/db/schema/chat";
import { endOtherSessions, signOut, signOutEverywhere } from "@/lib/auth/end-sessions";
import { applyEffects } from "@/lib/conversation/apply-effects";
import { remindEscalations } from "@/lib/escalations/remind-owner";
import { tellDispute } from "@/lib/escalations/tell-dispute";
import { changeVendor } from "@/lib/members/change-vendor";
import { remindNegotiations } from "@/lib/negotiation/remind-negotiations";
import { openDispute } from "@/lib/orders/open-dispute";
import { settleDispute } from "@/lib/orders/settle-dispute";
import { deliverPush } from "@/lib/push/deliver-push";
import { queuePush } from "@/lib/push/queue-push";
import { sendPush } from "@/lib/push/send-push";
import { changePushSettings } from "@/lib/push/settings";
import { keepSubscription } from "@/lib/push/subscriptions";
import { reviewReceipt } from "@/lib/receipts/review-receipt";
import type { MemberContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { createSecrets } from "../../scripts/setup/environment.mjs";
import { askRoute, signInAs } from "../support/ask-route";
import { contextOf } from "../support/auth-world";
import { ownDatabase } from "../support/database";
import { bargain, buyerOffers } from "../support/negotiating";
import { type PushBrowser, PushService } from "../support/push-service";
import {
  auditOf,
  checkedOrderIn,
  makeSalesWorld,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

const database = await ownDatabase();
const { VAPID_PUBLIC_KEY = "", VAPID_PRIVATE_KEY = "" } = createSecrets();
setTestEnvironment(database.databaseUrl, { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY });
const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
const service = await PushService.start();
afterAll(async () => {
  await service.close();
  await admin.end();
  await closeDatabase();
});

const DAY_MS = 86_400_000;
/** Tomorrow in Lagos (UTC+1): one in the afternoon, half past eleven at night, and the end of the usual quiet hours. */
const NOON = new Date(new Date(Date.now() + DAY_MS).setUTCHours(12, 0, 0, 0));
const NIGHT = new Date(new Date(NOON).setUTCHours(22, 30, 0, 0));
const MORNING = new Date(NIGHT.getTime() + 7.5 * 3_600_000);

let world: SalesWorld;
let femi: MemberContext;
let femisToken: string;
beforeEach(async () => {
  await admin`delete from graphile_worker._private_jobs`;
  world = await makeSalesWorld();
  femisToken = await signInAs(world.vendor);
  femi = await contextOf(femisToken);
});

async function signedIn(member: MemberContext): Promise<MemberContext> {
  return contextOf(await signInAs(member));
}

async function phoneOf(member: MemberContext): Promise<PushBrowser> {
  const browser = service.browser();
  await keepSubscription(member, browser.subscription());
  return browser;
}

/** Does what the queue holds and is due, as the worker would; gives how many jobs failed and are to be tried again. */
async function work(now = NOON): Promise<number> {
  let failed = 0;
  for (;;) {
    const [job] = await admin<{ id: string; name: string; payload: never }[]>`
      select j.id, t.identifier as name, j.payload from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier in ('send-push', 'deliver-push') and j.run_at <= ${now} and j.attempts = 0 order by j.id limit 1`;
    if (!job) break;
    try {
      if (job.name === "send-push") await sendPush(job.payload);
      else await deliverPush(job.payload, now);
      await admin`delete from graphile_worker._private_jobs where id = ${job.id}`;
    } catch {
      failed += 1;
      await admin`update graphile_worker._private_jobs set attempts = 1 where id = ${job.id}`;
    }
  }
  await admin`update graphile_worker._private_jobs set attempts = 0`;
  return failed;
}

const titles = (browser: PushBrowser) => browser.arrived.map(({ message }) => message.title);

/** A paid order whose buyer said that something is wrong. */
async function disputedOrder() {
  const { orderId, reference } = await checkedOrderIn(world);
  await reviewReceipt(world.vendor, { orderId, action: "approve", credit_seen: true });
  await withTenant(world.bot, (tx) => openDispute(tx, world.bot, { orderId, words: "It never came" }));
  const [row] = await admin`select id from order_disputes where order_id = ${orderId}`;
  return { ceoId: world.ceoId, disputeId: String(row?.id), orderId, reference };
}

async function needPerson(of: SalesWorld, vendorId: string | null): Promise<void> {
  await withTenant(of.bot, async (tx) => {
    const [conversation] = await tx.update(conversations).set({ vendorId }).returning();
    if (!conversation) throw new Error("no conversation");
    const turn = { conversation, facts: {} as never, pictures: new Map(), code: null, relayed: null };
    await applyEffects(tx, of.bot, turn as never, [{ type: "needPerson", reason: "asked" } as never]);
  });
}

describe("push (P17.1)", () => {
  it("tells the vendor of a new receipt, once, encrypted for their phone alone, and names no buyer", async () => {
    const phone = await phoneOf(femi);
    const { reference, receiptId } = await checkedOrderIn(world);
    await work();
    expect(phone.arrived).toHaveLength(1);
    const { message, headers } = phone.arrived[0]!;
    expect(message).toMatchObject({
      title: `New receipt: order ${reference}`,
      path: `/vendor/receipts/${receiptId}`,
    });
    expect(message.body).toContain("₦12,500");
    expect(JSON.stringify(message)).not.toMatch(/Chinedu|234|Lagos/);
    expect(headers).toMatchObject({ urgency: "high", ttl: "14400", "content-encoding": "aes128gcm" });
    expect(headers.topic).toMatch(/^[\w-]{32}$/);
    await work();
    expect(phone.asked).toBe(1);
  });

  it("tells the vendor of a new offer of the buyer's", async () => {
    const deal = await bargain();
    const phone = await phoneOf(await signedIn(deal.world.vendor));
    await buyerOffers(deal, 115_000_000);
    await work();
    expect(phone.arrived.map(({ message }) => message)).toMatchObject([
      { title: expect.stringMatching(/^New offer: order TG-/), path: `/vendor/negotiation/${deal.orderId}` },
    ]);
    expect(phone.arrived[0]?.message.body).toContain("₦1,150,000");
  });

  it("tells the owner alone of an escalation, and the vendor nothing of that receipt", async () => {
    const rich = await makeSalesWorld({ priceKobo: 115_000_000 });
    const hers = await phoneOf(await signedIn(rich.ceo));
    const his = await phoneOf(await signedIn(rich.vendor));
    const { reference } = await checkedOrderIn(rich);
    await work();
    expect(titles(hers)).toEqual([`Order ${reference} needs you`]);
    expect(hers.arrived[0]?.message.path).toMatch(/^\/ceo\/escalations\/esc_/);
    expect(hers.arrived[0]?.headers.ttl).toBe("43200");
    expect(his.asked).toBe(0);
  });

  it("tells whose conversation it is that a buyer needs a person; one that is nobody's, the owner", async () => {
    const [his, hers] = [await phoneOf(femi), await phoneOf(await signedIn(world.ceo))];
    await needPerson(world, world.vendorId);
    await work();
    expect(titles(his)).toEqual(["A buyer needs a person"]);
    expect(his.arrived[0]?.message.path).toBe(`/vendor/conversations/${world.conversationId}`);
    expect(hers.asked).toBe(0);
    await withTenant(world.bot, (tx) => tx.update(conversations).set({ needsPersonSince: null }));
    await needPerson(world, null);
    await work();
    expect([his.asked, hers.asked]).toEqual([1, 1]);
  });

  it("tells the owner again of an escalation that waits for too long, once", async () => {
    const rich = await makeSalesWorld({ priceKobo: 115_000_000 });
    const hers = await phoneOf(await signedIn(rich.ceo));
    const his = await phoneOf(await signedIn(rich.vendor));
    const { reference } = await checkedOrderIn(rich);
    await work();
    await remindEscalations();
    await work();
    expect(titles(hers)).toHaveLength(1);
    await withTenant(rich.bot, (tx) =>
      tx.execute(sql`update escalations set created_at = now() - interval '25 hours'`),
    );
    await Promise.all([remindEscalations(), remindEscalations()]);
    await work();
    await remindEscalations();
    await work();
    expect(titles(hers)).toEqual([`Order ${reference} needs you`, `Order ${reference} needs you`]);
    expect(his.asked).toBe(0);
  });

  it("tells owner and vendor of a dispute, once each, and nobody of one that was settled by then", async () => {
    const [his, hers] = [await phoneOf(femi), await phoneOf(await signedIn(world.ceo))];
    const disputed = await disputedOrder();
    await Promise.all(Array.from({ length: 5 }, () => tellDispute(disputed)));
    await work();
    const title = `Order ${disputed.reference} is disputed`;
    expect([titles(his).at(-1), titles(hers).at(-1)]).toEqual([title, title]);
    expect(hers.arrived.at(-1)?.message.path).toBe(`/vendor/orders/${disputed.orderId}`);
    expect(JSON.stringify(hers.arrived)).not.toMatch(/Chinedu|never came/);
    const asked = [his.asked, hers.asked];
    const settled = await disputedOrder();
    await tellDispute(settled);
    await settleDispute(world.vendor, { orderId: settled.orderId, note: "Found at the gate" });
    await admin`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and j.payload->>'kind' = 'receipt'`;
    await work();
    expect([his.asked, hers.asked]).toEqual(asked);
  });

  it("reminds the vendor of a buyer's price that nobody answered", async () => {
    const deal = await bargain();
    const phone = await phoneOf(await signedIn(deal.world.vendor));
    await buyerOffers(deal, 115_000_000);
    await work();
    await admin`update orders set changed_at = now() - interval '7 hours', created_at = now() - interval '7 hours'
      where id = ${deal.orderId}`;
    await admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update offers set created_at = now() - interval '7 hours' where ceo_id = ${deal.world.ceoId}`;
      await tx`update conversations set last_inbound_at = now() - interval '7 hours' where ceo_id = ${deal.world.ceoId}`;
    });
    await Promise.all([remindNegotiations(), remindNegotiations()]);
    await work();
    expect(titles(phone)).toHaveLength(2);
    expect(phone.arrived[1]?.message).toMatchObject({ path: `/vendor/negotiation/${deal.orderId}` });
  });

  it("sends fifty tellings of one event once, also when all are worked on at the same time", async () => {
    const phone = await phoneOf(femi);
    const { receiptId } = await checkedOrderIn(world);
    const event = { kind: "receipt", subjectId: receiptId } as const;
    await Promise.all(
      Array.from({ length: 50 }, () => withTenant(world.bot, (tx) => queuePush(tx, world.ceoId, event))),
    );
    await Promise.all(Array.from({ length: 50 }, () => sendPush({ ceoId: world.ceoId, ...event })));
    const [delivery] = await admin`select id from push_deliveries where ceo_id = ${world.ceoId}`;
    const payload = { ceoId: world.ceoId, deliveryId: String(delivery?.id) };
    await Promise.all(Array.from({ length: 50 }, () => deliverPush(payload, NOON)));
    await work();
    expect(phone.asked).toBe(1);
  });

  it("says nothing to another vendor, nor to another business", async () => {
    const other = await makeSalesWorld();
    const [colleague, theirs, theirOwner] = [
      await phoneOf(await signedIn(world.ceo)),
      await phoneOf(await signedIn(other.vendor)),
      await phoneOf(await signedIn(other.ceo)),
    ];
    const phone = await phoneOf(femi);
    await checkedOrderIn(world);
    await work();
    expect([colleague.asked, theirs.asked, theirOwner.asked]).toEqual([0, 0, 0]);
    expect(phone.asked).toBe(1);
  });

  it("says nothing about what somebody has decided, or taken to another desk, by then", async () => {
    const phone = await phoneOf(femi);
    const { orderId } = await checkedOrderIn(world);
    await withTenant(world.bot, (tx) =>
      tx.execute(sql`update orders set vendor_id = ${world.ownerId} where id = ${orderId}`),
    );
    await work();
    expect(phone.asked).toBe(0);
  });
});

describe("quiet hours", () => {
  it("hold a receipt until they end, then tell of it if it still waits", async () => {
    const phone = await phoneOf(femi);
    const first = await checkedOrderIn(world);
    await work(NIGHT);
    expect(phone.asked).toBe(0);
    await work(new Date(MORNING.getTime() - 1000));
    expect(phone.asked).toBe(0);
    const second = await checkedOrderIn(world);
    await work(NIGHT);
    await withTenant(world.bot, (tx) =>
      tx.execute(sql`update receipts set state = 'superseded' where id = ${second.receiptId}`),
    );
    await work(MORNING);
    expect(titles(phone)).toEqual([`New receipt: order ${first.reference}`]);
  });

  it("let an escalation through", async () => {
    const rich = await makeSalesWorld({ priceKobo: 115_000_000 });
    const hers = await phoneOf(await signedIn(rich.ceo));
    await checkedOrderIn(rich);
    await work(NIGHT);
    expect(hers.asked).toBe(1);
  });

  it("are the member's own, and so is what they want to hear of", async () => {
    const phone = await phoneOf(femi);
    await changePushSettings(femi, { quiet_from: "12:00", quiet_to: "12:00" });
    await checkedOrderIn(world);
    await work(NIGHT);
    expect(phone.asked).toBe(1);
    await changePushSettings(femi, { kinds: ["offer", "person"] });
    await checkedOrderIn(world);
    await work();
    await changePushSettings(femi, { kinds: ["receipt"], on: false });
    await checkedOrderIn(world);
    await work();
    expect(phone.asked).toBe(1);
    await changePushSettings(femi, { on: true });
    await checkedOrderIn(world);
    await work();
    expect(phone.asked).toBe(2);
  });
});

describe("a push service's answer", () => {
  it.each([404, 410])("%i forgets the browser", async (status) => {
    const phone = await phoneOf(femi);
    phone.answers = [status];
    await checkedOrderIn(world);
    expect(await work()).toBe(0);
    await checkedOrderIn(world);
    await work();
    expect([phone.asked, phone.arrived.length]).toEqual([1, 0]);
    expect(await admin`select 1 from push_subscriptions where ceo_id = ${world.ceoId}`).toHaveLength(0);
  });

  it.each([429, 503])("%i is tried again, and then it arrives once", async (status) => {
    const phone = await phoneOf(femi);
    phone.answers = [status];
    await checkedOrderIn(world);
    expect(await work()).toBe(1);
    expect(await work()).toBe(0);
    await work();
    expect([phone.asked, phone.arrived.length]).toEqual([2, 1]);
  });

  it("400 is taken as it is, and the next event is told", async () => {
    const phone = await phoneOf(femi);
    phone.answers = [400];
    await checkedOrderIn(world);
    expect(await work()).toBe(0);
    await checkedOrderIn(world);
    await work();
    expect([phone.asked, phone.arrived.length]).toEqual([2, 1]);
  });

  it("that never stops refusing is asked six times in all", async () => {
    const phone = await phoneOf(femi);
    phone.answers = Array.from({ length: 20 }, () => 500);
    await checkedOrderIn(world);
    let rounds = 0;
    while ((await work()) > 0 && rounds < 20) rounds += 1;
    expect(phone.asked).toBe(6);
  });
});

describe("what ends it", () => {
  const ends: [string, (owner: MemberContext) => Promise<unknown>][] = [
    ["signing out", () => signOut(femi)],
    ["signing out everywhere", () => signOutEverywhere(femi)],
    ["being suspended", (owner) => changeVendor(owner, femi.vendorId, "suspended")],
    ["ending the other devices from another one", async () => endOtherSessions(await signedIn(world.vendor))],
  ];
  it.each(ends)("%s, also for what was on its way", async (_, end) => {
    const owner = await signedIn(world.ceo);
    const phone = await phoneOf(femi);
    await checkedOrderIn(world);
    await work(NIGHT);
    await end(owner);
    await checkedOrderIn(world);
    await work(MORNING);
    expect(phone.asked).toBe(0);
    expect(await admin`select 1 from push_subscriptions where ceo_id = ${world.ceoId}`).toHaveLength(0);
  });

  it("not a session that is merely idle or past its hours, until a month has passed", async () => {
    const phone = await phoneOf(femi);
    const age = (days: number) =>
      withPlatform((tx) =>
        tx.execute(sql`update sessions set last_seen_at = now() - make_interval(days => ${days}),
          expires_at = now() - make_interval(days => ${days}) where id = ${femi.sessionId}`),
      );
    await age(29);
    await checkedOrderIn(world);
    await work();
    expect(phone.asked).toBe(1);
    await age(31);
    await checkedOrderIn(world);
    await work();
    expect(phone.asked).toBe(1);
  });

  it("turning it off, and it is in the audit log", async () => {
    const phone = await phoneOf(femi);
    const ended = await ask("DELETE", {});
    expect([ended.status, await ended.json()]).toMatchObject([200, { data: { ended: 1 } }]);
    await checkedOrderIn(world);
    await work();
    expect(phone.asked).toBe(0);
    expect(await auditOf(world, femi.vendorId)).toEqual(
      expect.arrayContaining(["PUSH_TURNED_ON", "PUSH_TURNED_OFF"]),
    );
  });
});

const ask = (method: "POST" | "DELETE", body: unknown, token = femisToken) =>
  askRoute({ POST, DELETE }[method], { method, path: "/api/push/subscriptions", body, token });

const settings = async (token = femisToken) => {
  const answer = await askRoute(readSettings, { path: "/api/push/settings", token });
  return (await answer.json()).data;
};

describe("the API", () => {
  it("says how things stand, takes changes one by one, and refuses bad ones with words", async () => {
    expect(await settings()).toEqual({
      available: true,
      public_key: VAPID_PUBLIC_KEY,
      member_id: femi.vendorId,
      on: true,
      quiet_from: "22:00",
      quiet_to: "07:00",
      kinds: ["receipt", "offer", "escalation", "person", "dispute"],
      on_this_device: false,
      other_devices: 0,
    });
    const put = (body: unknown) =>
      askRoute(putSettings, { method: "PUT", path: "/api/push/settings", body, token: femisToken });
    expect((await put({ quiet_from: "23:30", kinds: ["person", "receipt", "person"] })).status).toBe(200);
    expect(await settings()).toMatchObject({
      quiet_from: "23:30",
      quiet_to: "07:00",
      kinds: ["receipt", "person"],
    });
    for (const body of [
      { quiet_from: "24:00" },
      { quiet_to: "7" },
      { kinds: ["gossip"] },
      { on: "yes" },
      { off: 1 },
    ])
      expect((await put(body)).status).toBe(400);
  });

  it("keeps one browser for a session, and one member for a browser; a repeat changes nothing", async () => {
    const [old, fresh] = [service.browser(), service.browser()];
    const double = await Promise.all(Array.from({ length: 10 }, () => ask("POST", old.subscription())));
    expect(new Set(double.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await settings()).toMatchObject({ on_this_device: true, other_devices: 0 });
    await ask("POST", fresh.subscription());
    expect(await settings()).toMatchObject({ on_this_device: true, other_devices: 0 });
    const owner = await signedIn(world.ceo);
    await keepSubscription(owner, fresh.subscription());
    expect(await settings()).toMatchObject({ on_this_device: false });
    expect(
      (await auditOf(world, femi.vendorId)).filter((action) => action === "PUSH_TURNED_ON"),
    ).toHaveLength(2);
  });

  it("stops on the other devices", async () => {
    const [here, there] = [await phoneOf(femi), await phoneOf(await signedIn(world.vendor))];
    expect(await settings()).toMatchObject({ other_devices: 1 });
    await ask("DELETE", { which: "others" });
    await checkedOrderIn(world);
    await work();
    expect([here.asked, there.asked]).toEqual([1, 0]);
  });

  it("takes no address on a private network, no plain http elsewhere, and no key that is none", async () => {
    const good = service.browser().subscription();
    const bad = [
      "https://10.0.0.7/push",
      "https://169.254.169.254/latest/meta-data",
      "https://[::1]/push",
      "https://localhost/push",
      "https://metadata.internal/push",
      "http://push.example.com/push",
      "https://push.example.com:8443/push",
      "https://user:secret@push.example.com/push",
      "file:///etc/passwd",
      "nonsense",
    ];
    for (const endpoint of bad) expect((await ask("POST", { ...good, endpoint })).status).toBe(400);
    const offCurve = Buffer.alloc(65, 4).toString("base64url");
    for (const p256dh of ["AAAA", offCurve])
      expect((await ask("POST", { ...good, keys: { ...good.keys, p256dh } })).status).toBe(400);
    expect((await ask("POST", { ...good, keys: { ...good.keys, auth: "short" } })).status).toBe(400);
    expect((await ask("POST", good)).status).toBe(200);
  });

  it("keeps address and keys sealed", async () => {
    const phone = await phoneOf(femi);
    const [row] = await admin`select * from push_subscriptions where ceo_id = ${world.ceoId}`;
    const { keys } = phone.subscription();
    for (const secret of [phone.endpoint, keys.auth, keys.p256dh])
      expect(JSON.stringify(row)).not.toContain(secret);
  });
});
