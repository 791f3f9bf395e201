import { createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GET as membership, POST as switchTo } from "@/app/api/auth/membership/route";
import { DELETE as endDevice } from "@/app/api/auth/sessions/[session_id]/route";
import { GET as devices } from "@/app/api/auth/sessions/route";
import { POST as signOut } from "@/app/api/auth/sign-out/route";
import { POST as everywhere } from "@/app/api/auth/sign-out-everywhere/route";
import { closeDatabase } from "@/db/client";
import { openSessionId } from "@/lib/auth/session-cookie";
import { env } from "@/lib/env";
import { changeVendor } from "@/lib/members/change-vendor";
import { Backstage, Caller, makeOwner, makeVendor, type Owner } from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { setTestEnvironment } from "../support/sales-world";

const COOKIE = "next-auth.session-token";

let database: TestDatabase;
let backstage: Backstage;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  backstage = new Backstage(database);
});

afterEach(() => backstage.forgetLimits());

afterAll(async () => {
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

const get = (caller: Caller, headers: Record<string, string> = {}) =>
  caller.call(devices, "/api/auth/sessions", { method: "GET", headers });
const own = { headers: { origin: "http://127.0.0.1:3000" } };

/** The owner in a browser of her own, signed in through next-auth. */
async function browserOf(owner: Owner, caller = new Caller()): Promise<Caller> {
  await backstage.forgetLimits();
  const asked = await caller.login(owner.phone);
  const otp = await backstage.code(asked.data.challenge_id);
  const { error } = await caller.signIn({ challenge_id: asked.data.challenge_id, otp });
  expect(error).toBeNull();
  return caller;
}

async function bearerOf(phone: string): Promise<Caller> {
  await backstage.forgetLimits();
  const caller = new Caller();
  const asked = await caller.vendorLogin(phone);
  const answer = await caller.verify({
    challenge_id: asked.data.challenge_id,
    otp: await backstage.code(asked.data.challenge_id),
  });
  caller.token = answer.data.token;
  return caller;
}

const sidOf = (caller: Caller) => openSessionId(caller.cookies.get(COOKIE));

describe("who is signed in", () => {
  it("SE-01 lets in a session in force, and nothing that only looks like one", async () => {
    const owner = await makeOwner(backstage);
    expect((await get(owner.caller)).status).toBe(200);
    for (const authorization of [
      "Bearer %%",
      "Bearer ",
      "Bearer",
      "Basic x",
      `Bearer ${"a".repeat(43)}`,
      "bearer a b",
      "%",
    ]) {
      const answer = await get(new Caller(), { authorization });
      expect([authorization, answer.status, answer.body.code]).toEqual([
        authorization,
        401,
        "unauthenticated",
      ]);
    }
    expect((await get(new Caller())).headers.get("content-type")).toBe("application/problem+json");
  });

  it("SE-01 never takes a browser's session as Bearer, nor a Bearer's as a cookie", async () => {
    const owner = await makeOwner(backstage);
    const browser = await browserOf(owner);
    const sid = await sidOf(browser);
    const thief = new Caller();
    thief.token = sid ?? undefined;
    expect((await get(thief)).status).toBe(401);
    const other = new Caller();
    const [row] =
      await backstage.sql`select id from sessions where ceo_id = ${owner.ceoId} and way = 'api' limit 1`;
    other.cookies.set(
      COOKIE,
      await encode({ token: { sid: row?.id }, secret: env().NEXTAUTH_SECRET, salt: env().APP_URL }),
    );
    expect((await get(other)).status).toBe(401);
  });

  it("SE-02 refuses every forged cookie", async () => {
    const browser = await browserOf(await makeOwner(backstage));
    const sid = (await sidOf(browser)) ?? "";
    const { NEXTAUTH_SECRET: secret, APP_URL: salt } = env();
    const real = browser.cookies.get(COOKIE) ?? "";
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = (header: object, key: string) => {
      const body = `${part(header)}.${part({ sid, exp: 4_000_000_000 })}`;
      return `${body}.${createHmac("sha256", key).update(body).digest("base64url")}`;
    };
    const forged = {
      "alg none": `${part({ alg: "none" })}.${part({ sid })}.`,
      HS256: signed({ alg: "HS256" }, secret),
      "RS256 with the secret": signed({ alg: "RS256" }, secret),
      "kid path": signed({ alg: "HS256", kid: "../../dev/null" }, ""),
      "other secret": await encode({ token: { sid }, secret: randomBytes(32).toString("hex"), salt }),
      "other installation": await encode({ token: { sid }, secret, salt: "https://staging.example.com" }),
      "next-auth's default": await encode({ token: { sid }, secret }),
      expired: await encode({ token: { sid }, secret, salt, maxAge: -60 }),
      "no sid": await encode({ token: { sub: "idn_x", role: "CEO" }, secret, salt }),
      "sid of another shape": await encode({ token: { sid: "' or 1=1 --" }, secret, salt }),
      "sid as object": await encode({ token: { sid: { id: sid } as never }, secret, salt }),
      "unknown sid": await encode({ token: { sid: `ses_${"0".repeat(26)}` }, secret, salt }),
      truncated: real.slice(0, -2),
      "bit flipped": `${real.slice(0, 60)}${real[60] === "A" ? "B" : "A"}${real.slice(61)}`,
      "raw sid": sid,
    };
    for (const [name, cookie] of Object.entries(forged)) {
      const thief = new Caller();
      thief.cookies.set(COOKIE, cookie);
      expect([name, (await get(thief)).status]).toEqual([name, 401]);
    }
    expect((await get(browser)).status).toBe(200);
  });

  it("SE-03 keeps the token as it is, whatever a client sends to update it", async () => {
    const owner = await makeOwner(backstage);
    const browser = await browserOf(owner);
    const sid = await sidOf(browser);
    const csrf = async () => ((await browser.nextAuth("csrf", {})).body as { csrfToken: string }).csrfToken;
    const update = async (data: unknown) => {
      await browser.nextAuth("session", { method: "POST", body: { csrfToken: await csrf(), data } });
      expect(await sidOf(browser)).toBe(sid);
    };
    await update({
      user: { id: "idn_x", role: "CEO", ceoId: "ceo_x" },
      sid: "ses_x",
      sub: "idn_x",
      role: "CEO",
      ceo_id: "ceo_x",
    });
    await fc.assert(fc.asyncProperty(fc.jsonValue(), update), { numRuns: 20 });
    expect((await browser.nextAuth("session", {})).body).toMatchObject({ role: "CEO", ceo_id: owner.ceoId });
  });

  it("SE-04 gives a new session at sign-in and ends the one the browser had", async () => {
    const owner = await makeOwner(backstage);
    const browser = await browserOf(owner);
    const before = browser.cookies.get(COOKIE) ?? "";
    await browserOf(owner, browser);
    expect(browser.cookies.get(COOKIE)).not.toBe(before);
    const old = new Caller();
    old.cookies.set(COOKIE, before);
    expect((await get(old)).status).toBe(401);
    expect((await get(browser)).status).toBe(200);
  });

  it("gives next-auth's page the stable code when a code does not do", async () => {
    const browser = new Caller();
    const asked = await browser.login("nobody@example.com");
    const { error } = await browser.signIn({ challenge_id: asked.data.challenge_id, otp: "12345!" });
    expect(error).toBe("wrong_code");
    expect(browser.cookies.has(COOKIE)).toBe(false);
  });
});

describe("ending sessions", () => {
  it("SE-05 is out at once: sign-out, one device, everywhere, suspended, removed", async () => {
    const owner = await makeOwner(backstage);
    const [one, two, three] = [await browserOf(owner), await browserOf(owner), await browserOf(owner)];
    expect((await one.call(signOut, "/api/auth/sign-out", own)).status).toBe(200);
    expect((await get(one)).status).toBe(401);
    const session_id = (await sidOf(two)) ?? "";
    expect(
      (
        await three.call(endDevice, `/api/auth/sessions/${session_id}`, {
          method: "DELETE",
          params: { session_id },
          ...own,
        })
      ).status,
    ).toBe(200);
    expect((await get(two)).status).toBe(401);
    expect((await get(three)).status).toBe(200);
    const vendor = await makeVendor(owner);
    const femi = await bearerOf(vendor.phone);
    expect((await get(femi)).data.items).toHaveLength(1);
    await changeVendor(owner.ctx, vendor.vendorId, "suspended");
    expect((await get(femi)).status).toBe(401);
    await changeVendor(owner.ctx, vendor.vendorId, "active");
    expect((await get(femi)).status).toBe(401);
    const again = await bearerOf(vendor.phone);
    expect((await get(again)).status).toBe(200);
    await backstage.sql`update vendors set status = 'suspended' where id = ${vendor.vendorId}`;
    expect((await get(again)).status).toBe(401);
    const ended = await three.call(everywhere, "/api/auth/sign-out-everywhere", own);
    expect(ended.data.ended).toBeGreaterThanOrEqual(2);
    expect((await get(three)).status).toBe(401);
    expect((await get(owner.caller)).status).toBe(401);
    const actions = await backstage.actions(owner.ceoId);
    expect(actions).toEqual(
      expect.arrayContaining(["SIGNED_OUT", "SESSION_REVOKED", "SIGNED_OUT_EVERYWHERE", "VENDOR_SUSPENDED"]),
    );
  });

  it("SE-05 is out when next-auth's own sign-out is used", async () => {
    const browser = await browserOf(await makeOwner(backstage));
    const cookie = browser.cookies.get(COOKIE) ?? "";
    const { csrfToken } = (await browser.nextAuth("csrf", {})).body as { csrfToken: string };
    await browser.nextAuth("signout", { method: "POST", body: { csrfToken } });
    const thief = new Caller();
    thief.cookies.set(COOKIE, cookie);
    expect((await get(thief)).status).toBe(401);
  });

  it("finds nobody else's device", async () => {
    const [ada, tunde] = [await makeOwner(backstage), await makeOwner(backstage)];
    const session_id = tunde.ctx.sessionId;
    const answer = await ada.caller.call(endDevice, `/api/auth/sessions/${session_id}`, {
      method: "DELETE",
      params: { session_id },
    });
    expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
    expect((await get(tunde.caller)).status).toBe(200);
  });

  it.each([
    ["CEO", "30 minutes", "12 hours"],
    ["VENDOR", "12 hours", "24 hours"],
  ])("SE-06 ends a %s's session after %s idle and %s in all", async (role, idle, absolute) => {
    const owner = await makeOwner(backstage);
    const caller = role === "CEO" ? owner.caller : await bearerOf((await makeVendor(owner)).phone);
    const seen = (ago: string, less: string) =>
      backstage.sql`update sessions set last_seen_at = now() - ${ago}::interval + ${less}::interval where ceo_id = ${owner.ceoId}`;
    const [life] =
      await backstage.sql`select expires_at - created_at = ${absolute}::interval as exact from sessions where ceo_id = ${owner.ceoId} and role = ${role} limit 1`;
    expect(life?.exact).toBe(true);
    await seen(idle, "5 seconds");
    expect((await get(caller, { "x-live": "background" })).status).toBe(200);
    await seen(idle, "0 seconds");
    expect((await get(caller)).status).toBe(401);
    await seen("1 second", "0 seconds");
    expect((await get(caller)).status).toBe(200);
    await backstage.sql`update sessions set expires_at = now() where ceo_id = ${owner.ceoId}`;
    expect((await get(caller)).status).toBe(401);
  });

  it("SE-06 extends the idle time when a person acts, not when the page refetches by itself", async () => {
    const owner = await makeOwner(backstage);
    const lastSeen = async () => {
      const [row] =
        await backstage.sql`select extract(epoch from now() - last_seen_at)::int as ago from sessions where id = ${owner.ctx.sessionId}`;
      return row?.ago as number;
    };
    await backstage.sql`update sessions set last_seen_at = now() - interval '10 minutes' where id = ${owner.ctx.sessionId}`;
    await get(owner.caller, { "x-live": "background" });
    expect(await lastSeen()).toBeGreaterThan(590);
    await get(owner.caller);
    expect(await lastSeen()).toBeLessThan(10);
  });

  it("SE-09 signs out the first of six devices", async () => {
    const owner = await makeOwner(backstage);
    await backstage.sql`update sessions set revoked_at = now() where ceo_id = ${owner.ceoId}`;
    const browsers = [];
    for (let n = 0; n < 6; n += 1) browsers.push(await browserOf(owner));
    const statuses = [];
    for (const browser of browsers) statuses.push((await get(browser)).status);
    expect(statuses).toEqual([401, 200, 200, 200, 200, 200]);
  });
});

describe("several businesses", () => {
  it("lets one vendor of two shops choose, and sees each shop's sessions apart", async () => {
    const [ada, tunde] = [await makeOwner(backstage), await makeOwner(backstage)];
    const vendor = await makeVendor(ada);
    const { addVendor } = await import("@/lib/members/add-vendor");
    await addVendor(tunde.ctx, { name: "Femi", phone: vendor.phone });
    const femi = await bearerOf(vendor.phone);
    const mine = await femi.call(membership, "/api/auth/membership", { method: "GET" });
    expect(mine.data.items.map((one: { ceo_id: string }) => one.ceo_id)).toEqual([ada.ceoId, tunde.ceoId]);
    const old = femi.token;
    const switched = await femi.call(switchTo, "/api/auth/membership", { body: { ceo_id: tunde.ceoId } });
    expect(switched.data).toMatchObject({ ceo_id: tunde.ceoId, role: "VENDOR" });
    expect((await get(femi)).status).toBe(401);
    femi.token = switched.data.token;
    expect(femi.token).not.toBe(old);
    expect((await get(femi)).status).toBe(200);
    const stranger = await makeOwner(backstage);
    const refused = await femi.call(switchTo, "/api/auth/membership", { body: { ceo_id: stranger.ceoId } });
    expect(refused.status).toBe(404);
  });

  it("never lets a pending registration stand for a vendor of the same number", async () => {
    const ada = await makeOwner(backstage);
    const { newPerson } = await import("../support/auth-world");
    const { phone } = newPerson();
    const thief = await new Caller().register({ phone, email: `thief${Date.now()}@example.com` });
    const { addVendor } = await import("@/lib/members/add-vendor");
    await addVendor(ada.ctx, { name: "Femi", phone });
    const [pending] =
      await backstage.sql`select identity_id from ceos where ceo_id = ${thief.data.ceo.ceo_id}`;
    const [vendor] =
      await backstage.sql`select identity_id from vendors where ceo_id = ${ada.ceoId} and phone = ${phone}`;
    expect(vendor?.identity_id).not.toBe(pending?.identity_id);
    await expect(addVendor(ada.ctx, { name: "Femi again", phone })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
