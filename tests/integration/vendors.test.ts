import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import * as challenges from "@/app/api/auth/challenges/route";
import * as one from "@/app/api/ceo/vendors/[vendor_id]/route";
import * as list from "@/app/api/ceo/vendors/route";
import * as orderOne from "@/app/api/orders/[order_id]/route";
import * as orderList from "@/app/api/orders/route";
import { closeDatabase } from "@/db/client";
import { unseal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { closeStreams, streamEvents } from "@/lib/live/streams";
import type { VendorView } from "@/lib/members/schema";
import { placeOf, type SealedContent } from "@/lib/notices/queue-notice";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { type MemberContext, memberContext } from "@/lib/tenancy/context";
import { withTenant, withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import { askRoute, keysOf, signInAs } from "../support/ask-route";
import { ownDatabase } from "../support/database";
import {
  auditOf,
  makeSalesWorld,
  orderIn,
  type SalesWorld,
  setTestEnvironment,
} from "../support/sales-world";

const database = await ownDatabase();
setTestEnvironment(database.databaseUrl);
afterEach(closeStreams);
afterAll(closeDatabase);

let ada: SalesWorld;
let token: string;
beforeEach(async () => {
  ada = await makeSalesWorld();
  token = await signInAs(ada.ceo);
  await withTenant(ada.bot, (tx) => tx.execute(sql`delete from rate_limits`));
});

let numbers = 0;
const newPhone = () => {
  numbers += 1;
  return `+2348059${String(numbers).padStart(6, "0")}`;
};

const invite = (body: object, as = token) =>
  askRoute(list.POST, { method: "POST", path: "/api/ceo/vendors", body, token: as });
const change = (vendor_id: string, body: object, as = token) =>
  askRoute(one.PATCH, { method: "PATCH", path: "/x", params: { vendor_id }, body, token: as });
const remove = (vendor_id: string, body?: object, as = token) =>
  askRoute(one.DELETE, { method: "DELETE", path: "/x", params: { vendor_id }, body, token: as });

async function staff(query = "", as = token): Promise<VendorView[]> {
  const answer = await askRoute(list.GET, { path: `/api/ceo/vendors?${query}`, token: as });
  expect(answer.status).toBe(200);
  return (await answer.json()).data.items;
}

/** Every text message on its way about somebody. */
function textsAbout(subjectId: string): Promise<SealedContent[]> {
  return withTenantAndPlatform(ada.bot, async (tx) => {
    const rows = await tx.execute<{ id: string; content_sealed: string }>(
      sql`select id, content_sealed from notices where subject_id = ${subjectId} and way = 'sms'`,
    );
    return rows.map(({ id, content_sealed }) =>
      JSON.parse(unseal(env().ENCRYPTION_KEYS, placeOf(id, "content"), content_sealed)),
    );
  });
}

/** A code for a removal, asked for as the page does. */
async function codeFor(target: unknown): Promise<{ challenge_id: string; otp: string; action: string }> {
  const body = { purpose: "vendor.remove", target };
  const asked = await askRoute(challenges.POST, { method: "POST", path: "/x", body, token });
  expect(asked.status).toBe(200);
  const { challenge_id, action } = (await asked.json()).data;
  const [notice] = await withTenantAndPlatform(ada.bot, (tx) =>
    tx.execute<{ id: string; content_sealed: string }>(
      sql`select id, content_sealed from notices where challenge_id = ${challenge_id} limit 1`,
    ),
  );
  const text = unseal(
    env().ENCRYPTION_KEYS,
    placeOf(notice?.id ?? "", "content"),
    notice?.content_sealed ?? "",
  );
  return { challenge_id, action, otp: JSON.parse(text).details.code };
}

async function proofFor(target: unknown): Promise<{ challenge_id: string; otp: string }> {
  const { action: _action, ...proof } = await codeFor(target);
  return proof;
}

const holders = (orderId: string) =>
  withTenant(ada.bot, async (tx) => {
    const [row] = await tx.execute<{ order: string; chat: string; product: string | null }>(sql`
      select o.vendor_id as "order", c.vendor_id as chat, p.vendor_id as product from orders o
      join conversations c on c.ceo_id = o.ceo_id and c.id = o.conversation_id, products p where o.id = ${orderId}`);
    return row;
  });

describe("inviting a vendor", () => {
  it("adds them and tells them by SMS, naming the shop and where to sign in", async () => {
    const answer = await invite({ name: " Ngozi  Eze ", phone: "0803 777 0001", email: "" });
    expect(answer.status).toBe(201);
    const { data } = await answer.json();
    expect(data).toMatchObject({
      name: "Ngozi Eze",
      phone_masked: "+234***0001",
      status: "active",
      open_orders: 0,
    });
    const [text] = await textsAbout(data.vendor_id);
    expect(text?.details).toEqual({
      businessName: "Ada's Fashion",
      link: "http://127.0.0.1:3000/login?as=vendor",
    });
    const { noticeWords } = await import("@/lib/notices/words");
    expect(noticeWords("vendor.added", text?.details ?? {}).sms).toBe(
      "Ada's Fashion added you as a vendor on TrustGuard. Sign in with this phone number: http://127.0.0.1:3000/login?as=vendor",
    );
    expect(await auditOf(ada, data.vendor_id)).toEqual(["VENDOR_ADDED"]);
  });

  it.each([
    ["+44 7911 123456", /your own country/],
    ["0803 CALL ME", /digits only/],
    ["12", /does not look like/],
  ])("refuses %s with words, and tells nobody", async (phone, words) => {
    const answer = await invite({ name: "Ngozi", phone });
    expect(answer.status).toBe(400);
    const problem = await answer.json();
    expect(problem).toMatchObject({
      code: "invalid_request",
      fields: [{ path: "phone", message: expect.stringMatching(words) }],
    });
    expect((await staff()).map(({ name }) => name)).toEqual(["Ada", "Femi"]);
  });

  it.each([
    [{ phone: "08037770002" }, "name"],
    [{ name: "x".repeat(101), phone: "08037770002" }, "name"],
    [{ name: "Ngozi", phone: "08037770002", email: "no mail" }, "email"],
    [{ name: "Ngozi", phone: "08037770002", status: "active" }, "status"],
    [{ name: "Ngozi", phone: "08037770002", is_owner: true }, "is_owner"],
  ])("AZ-07 refuses %j by field", async (body, path) => {
    const answer = await invite(body);
    expect(answer.status).toBe(400);
    expect((await answer.json()).fields.map((field: { path: string }) => field.path)).toContain(path);
  });

  it("a number twice at once is one vendor and one message", async () => {
    const phone = newPhone();
    const answers = await Promise.all(Array.from({ length: 6 }, () => invite({ name: "Ngozi", phone })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const [ngozi] = await staff("q=ngozi");
    expect(await textsAbout(ngozi?.vendor_id ?? "")).toHaveLength(1);
    const again = await (await invite({ name: "Ngozi", phone })).json();
    expect(again).toMatchObject({
      code: "conflict",
      detail: "Ngozi has this number and is on your staff already.",
    });
  });

  it("says so when the number is her own, or of somebody suspended", async () => {
    const [owner] = await withTenant(ada.bot, (tx) =>
      tx.execute<{ phone: string }>(sql`select phone from vendors where is_owner`),
    );
    const own = await invite({ name: "Me", phone: owner?.phone });
    expect([own.status, (await own.json()).detail]).toEqual([409, expect.stringMatching(/your own number/)]);
    const phone = newPhone();
    const { data } = await (await invite({ name: "Ngozi", phone })).json();
    await change(data.vendor_id, { status: "suspended" });
    const suspended = await invite({ name: "Ngozi", phone });
    expect([suspended.status, (await suspended.json()).detail]).toEqual([
      409,
      expect.stringMatching(/Restore/),
    ]);
  });

  it("AZ-04 AZ-09 a number of another shop is answered like a new one, and is one person there and here", async () => {
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    const phone = newPhone();
    const there = await invite({ name: "Femi", phone }, await signInAs(tunde.ceo));
    const here = await invite({ name: "Femi", phone });
    const fresh = await invite({ name: "Ngozi", phone: newPhone() });
    expect([there.status, here.status, fresh.status]).toEqual([201, 201, 201]);
    const [known, unknown] = [(await here.json()).data, (await fresh.json()).data];
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    expect(known).toMatchObject({ last_seen_at: null, open_orders: 0 });
    const identities = await withTenantAndPlatform(ada.bot, (tx) =>
      tx.execute(sql`select id from identities where phone = ${phone}`),
    );
    expect(identities).toHaveLength(1);
  });

  it("is limited to 30 a day", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 31; n += 1) {
      // Each of another row of numbers: those have a limit of their own (OT-09).
      const phone = `+2348039${String(n).padStart(2, "0")}1234`;
      statuses.push((await invite({ name: "V", phone })).status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("the staff list", () => {
  it("has the owner first, what each has to do, and no secret", async () => {
    await orderIn(ada);
    await signInAs(ada.vendor);
    const items = await staff();
    expect(
      items.map(({ name, is_owner, open_orders, products }) => [name, is_owner, open_orders, products]),
    ).toEqual([
      ["Ada", true, 0, 0],
      ["Femi", false, 1, 1],
    ]);
    expect(items[1]?.last_seen_at).toMatch(/^\d{4}-/);
    for (const key of ["phone", "email", "identity_id", "token_hash", "ceo_id"])
      expect([...keysOf(items)]).not.toContain(key);
  });

  it("goes on page by page, and shows those who were removed when asked", async () => {
    const first = await askRoute(list.GET, { path: "/api/ceo/vendors?limit=1", token });
    const { data } = await first.json();
    expect(data.items).toHaveLength(1);
    expect((await staff(`limit=1&cursor=${data.next_cursor}`)).map(({ name }) => name)).toEqual(["Femi"]);
    await remove(ada.vendorId, await proofFor(ada.vendorId));
    expect((await staff()).map(({ name }) => name)).toEqual(["Ada"]);
    expect((await staff("status=removed")).map(({ name }) => name)).toEqual(["Femi"]);
  });
});

describe("suspending and restoring", () => {
  it("SE-05 signs out at once and closes the live stream; a restored vendor signs in anew", async () => {
    const bearer = await signInAs(ada.vendor);
    const see = (as: string) => askRoute(orderList.GET, { path: "/api/orders", token: as });
    expect((await see(bearer)).status).toBe(200);
    const stream = listen(await contextBehind(ada.vendor));
    await stream.ready();
    const answer = await change(ada.vendorId, { status: "suspended" });
    expect((await answer.json()).data.status).toBe("suspended");
    expect((await see(bearer)).status).toBe(401);
    await expect.poll(() => stream.isOver()).toBe(true);
    expect((await change(ada.vendorId, { status: "active" })).status).toBe(200);
    expect((await see(bearer)).status).toBe(401);
    expect((await see(await signInAs(ada.vendor))).status).toBe(200);
    expect(await auditOf(ada, ada.vendorId)).toEqual(["VENDOR_SUSPENDED", "VENDOR_RESTORED"]);
  });

  it("leaves the owner's own stream and session alone", async () => {
    const stream = listen(await contextBehind(ada.ceo));
    await stream.ready();
    await change(ada.vendorId, { status: "suspended" });
    expect((await staff()).length).toBe(2);
    expect(stream.isOver()).toBe(false);
  });

  it("happens once, however often it is asked at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => change(ada.vendorId, { status: "suspended" })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await auditOf(ada, ada.vendorId)).toEqual(["VENDOR_SUSPENDED"]);
  });

  it("gives a suspended vendor no new order", async () => {
    await change(ada.vendorId, { status: "suspended" });
    expect((await orderIn(ada)).vendorId).toBe(ada.ownerId);
  });

  it("is not for the owner's own row, nor for a word that is no status", async () => {
    expect((await change(ada.ownerId, { status: "suspended" })).status).toBe(409);
    expect((await change(ada.vendorId, { status: "removed" })).status).toBe(400);
    expect((await staff("status=active")).length).toBe(2);
  });
});

describe("removing a vendor", () => {
  it("AP-05 needs a code, and says for what", async () => {
    for (const body of [undefined, {}, { challenge_id: "chl_x" }]) {
      const answer = await remove(ada.vendorId, body);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({
        code: "step_up_required",
        purpose: "vendor.remove",
        target: { id: ada.vendorId },
      });
    }
    expect((await staff()).length).toBe(2);
  });

  it("gives open orders, chats and products to the owner, together, and the old one sees nothing more", async () => {
    const [open, ended] = [await orderIn(ada), await orderIn(ada)];
    await withTenant(ada.ceo, (tx) => cancelOrder(tx, ada.ceo, { orderId: ended.id }));
    const bearer = await signInAs(ada.vendor);
    const see = () => askRoute(orderOne.GET, { path: "/x", params: { order_id: open.id }, token: bearer });
    expect((await see()).status).toBe(200);
    const { action, ...proof } = await codeFor(ada.vendorId);
    expect(action).toBe("Remove Femi from the staff; the work goes to Ada");
    const answer = await remove(ada.vendorId, proof);
    expect(answer.status).toBe(200);
    expect((await answer.json()).data).toEqual({
      vendor_id: ada.vendorId,
      to_vendor_id: ada.ownerId,
      orders: 1,
      conversations: 1,
      products: 1,
    });
    expect(await holders(open.id)).toEqual({ order: ada.ownerId, chat: ada.ownerId, product: ada.ownerId });
    expect((await holders(ended.id))?.order).toBe(ada.vendorId);
    expect((await see()).status).toBe(401);
    // Even with a session that nobody ended, the database shows nothing of it.
    const rows = await withTenant(ada.vendor, (tx) =>
      tx.execute(sql`select id from orders where id = ${open.id}`),
    );
    expect(rows).toHaveLength(0);
    expect(await auditOf(ada, ada.vendorId)).toEqual(["VENDOR_REMOVED"]);
    expect((await change(ada.vendorId, { status: "active" })).status).toBe(404);
  });

  it("gives the work to another vendor when one is named, and only with a code for that one", async () => {
    const order = await orderIn(ada);
    const { data: ngozi } = await (await invite({ name: "Ngozi", phone: newPhone() })).json();
    const forOwner = await proofFor(ada.vendorId);
    const wrong = await remove(ada.vendorId, { ...forOwner, to_vendor_id: ngozi.vendor_id });
    expect([wrong.status, (await wrong.json()).code]).toEqual([401, "wrong_code"]);
    const proof = await proofFor({ id: ada.vendorId, to_vendor_id: ngozi.vendor_id });
    expect((await remove(ada.vendorId, { ...proof, to_vendor_id: ngozi.vendor_id })).status).toBe(200);
    expect((await holders(order.id))?.order).toBe(ngozi.vendor_id);
  });

  it("refuses an heir who is suspended, removed, the leaver or of another shop", async () => {
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    const { data: ngozi } = await (await invite({ name: "Ngozi", phone: newPhone() })).json();
    await change(ngozi.vendor_id, { status: "suspended" });
    for (const to_vendor_id of [ngozi.vendor_id, tunde.vendorId, ada.vendorId, "vnd_nobody"]) {
      const answer = await remove(ada.vendorId, { to_vendor_id });
      expect([answer.status, (await answer.json()).fields?.[0]?.path], to_vendor_id).toEqual([
        409,
        "to_vendor_id",
      ]);
    }
    expect((await remove(ada.ownerId)).status).toBe(409);
  });

  it("eight times at once with one code happens once", async () => {
    const order = await orderIn(ada);
    const proof = await proofFor(ada.vendorId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => remove(ada.vendorId, proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await auditOf(ada, ada.vendorId)).toEqual(["VENDOR_REMOVED"]);
    expect((await holders(order.id))?.order).toBe(ada.ownerId);
  });

  it("of two who are to inherit from one another, one goes and the other stays with all the work", async () => {
    const order = await orderIn(ada);
    const { data: ngozi } = await (await invite({ name: "Ngozi", phone: newPhone() })).json();
    const [femiToNgozi, ngoziToFemi] = [
      { from: ada.vendorId, to_vendor_id: ngozi.vendor_id },
      { from: ngozi.vendor_id, to_vendor_id: ada.vendorId },
    ];
    const prepared = [];
    for (const { from, to_vendor_id } of [femiToNgozi, ngoziToFemi]) {
      prepared.push({ from, body: { to_vendor_id, ...(await proofFor({ id: from, to_vendor_id })) } });
    }
    const answers = await Promise.all(prepared.map(({ from, body }) => remove(from, body)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    const active = (await staff("status=active")).filter(({ is_owner }) => !is_owner);
    expect(active).toHaveLength(1);
    expect((await holders(order.id))?.order).toBe(active[0]?.vendor_id);
  });

  it("leaves no order behind when one is being placed at that moment", async () => {
    const proof = await proofFor(ada.vendorId);
    const [answer] = await Promise.all([
      remove(ada.vendorId, proof),
      ...Array.from({ length: 6 }, () => orderIn(ada)),
    ]);
    expect(answer?.status).toBe(200);
    const [left] = await withTenant(ada.bot, (tx) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from orders where vendor_id = ${ada.vendorId}`),
    );
    expect(left?.n).toBe(0);
  });

  it("lets the number be invited again, as somebody new", async () => {
    const phone = newPhone();
    const { data } = await (await invite({ name: "Ngozi", phone })).json();
    expect((await remove(data.vendor_id, await proofFor(data.vendor_id))).status).toBe(200);
    const again = await invite({ name: "Ngozi", phone });
    expect(again.status).toBe(201);
    expect((await again.json()).data.vendor_id).not.toBe(data.vendor_id);
  });
});

describe("who may", () => {
  it("AZ-01 a vendor does none of it (403), a stranger neither (401), another CEO finds nobody (404)", async () => {
    const tunde = await makeSalesWorld({ businessName: "Tunde Electronics" });
    const [vendor, other] = [await signInAs(ada.vendor), await signInAs(tunde.ceo)];
    const body = { status: "suspended" };
    for (const [as, status] of [
      [vendor, 403],
      ["", 401],
    ] as const) {
      expect((await askRoute(list.GET, { path: "/x", token: as })).status).toBe(status);
      expect((await invite({ name: "X", phone: newPhone() }, as)).status).toBe(status);
      expect((await change(ada.vendorId, body, as)).status).toBe(status);
      expect((await remove(ada.vendorId, {}, as)).status).toBe(status);
    }
    expect((await change(ada.vendorId, body, other)).status).toBe(404);
    expect((await remove(ada.vendorId, {}, other)).status).toBe(404);
    expect((await staff("", other)).map(({ vendor_id }) => vendor_id)).not.toContain(ada.vendorId);
    expect((await staff()).map(({ status }) => status)).toEqual(["active", "active"]);
  });
});

/** The context of a member's newest real session. */
async function contextBehind(member: MemberContext): Promise<MemberContext> {
  await signInAs(member);
  const [session] = await withTenantAndPlatform(ada.bot, (tx) =>
    tx.execute<{ id: string }>(sql`
      select id from sessions where ceo_id = ${member.ceoId} and vendor_id = ${member.vendorId} and revoked_at is null
      order by created_at desc limit 1`),
  );
  return memberContext({ ...member, sessionId: session?.id ?? "" }, { requestId: "req_live" });
}

function listen(ctx: MemberContext) {
  const said: string[] = [];
  let isOver = false;
  const reader = streamEvents(ctx, { resume: null, isStillIn: async () => true }).getReader();
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      said.push(new TextDecoder().decode(value));
    }
    isOver = true;
  })();
  return { isOver: () => isOver, ready: () => expect.poll(() => said.join("")).toContain("event: ready") };
}
