import { NextRequest } from "next/server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { POST as nextAuth } from "@/app/api/auth/[...nextauth]/route";
import { POST as switchTo } from "@/app/api/auth/membership/route";
import { POST as recoverPhone } from "@/app/api/auth/recovery/[recovery_id]/phone/route";
import { POST as confirmRecovery } from "@/app/api/auth/recovery/confirm/route";
import { POST as askRecovery } from "@/app/api/auth/recovery/route";
import { GET as devices } from "@/app/api/auth/sessions/route";
import { POST as confirmEmail } from "@/app/api/ceo/profile/email/route";
import { PATCH as changeProfile } from "@/app/api/ceo/profile/route";
import { closeDatabase } from "@/db/client";
import { openSessionId } from "@/lib/auth/session-cookie";
import { switchBusiness } from "@/lib/auth/switch-business";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { addVendor } from "@/lib/members/add-vendor";
import { STEP_UP_PURPOSES } from "@/lib/otp/purposes";
import { hashTarget } from "@/lib/otp/rules";
import { verifyChallenge } from "@/lib/otp/verify-challenge";
import { withTenantAndPlatform } from "@/lib/tenancy/with-tenant";
import {
  Backstage,
  Caller,
  contextOf,
  makeOwner,
  makeVendor,
  newPerson,
  type Owner,
} from "../support/auth-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { askChallenge, codeFor, givePasskey } from "../support/safety-world";
import { setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let backstage: Backstage;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  backstage = new Backstage(database);
});

afterEach(async () => {
  await backstage.sql`delete from otp_challenge_failures`;
  await backstage.forgetLimits();
});

afterAll(async () => {
  await backstage.close();
  await closeDatabase();
  await database.drop();
});

const isIn = async (caller: Caller) =>
  (await caller.call(devices, "/api/auth/sessions", { method: "GET" })).status === 200;

const lifeOf = async (sessionId: string) => {
  const [row] = await backstage.sql`select expires_at, idle_seconds from sessions where id = ${sessionId}`;
  return row;
};

/** Waits until some statement of the product waits for a lock that a test holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const rows = await backstage.sql`
      select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    if (rows.length > 0) return;
  }
}

describe("going on in another business", () => {
  it("SE-06 keeps the end and the idle time of the session it replaces, for Bearer and browser", async () => {
    const owner = await makeOwner(backstage);
    const { sessionId } = owner.ctx;
    await backstage.sql`
      update sessions set created_at = now() - interval '11 hours', expires_at = now() + interval '1 hour',
        idle_seconds = 1200 where id = ${sessionId}`;
    const before = await lifeOf(sessionId);
    const answer = await owner.caller.call(switchTo, "/api/auth/membership", {
      body: { ceo_id: owner.ceoId },
    });
    expect(answer.status).toBe(200);
    expect(await isIn(owner.caller)).toBe(false);
    owner.caller.token = answer.data.token;
    expect(await isIn(owner.caller)).toBe(true);
    const fresh = await contextOf(answer.data.token);
    expect(fresh.sessionId).not.toBe(sessionId);
    expect(await lifeOf(fresh.sessionId)).toEqual(before);

    const browser = new Caller();
    const asked = await browser.login(owner.phone);
    await browser.signIn({
      challenge_id: asked.data.challenge_id,
      otp: await backstage.code(asked.data.challenge_id),
    });
    const sid = async () => (await openSessionId(browser.cookies.get("next-auth.session-token"))) ?? "";
    await backstage.sql`update sessions set expires_at = now() + interval '1 hour' where id = ${await sid()}`;
    const old = await lifeOf(await sid());
    await browser.call(switchTo, "/api/auth/membership", {
      body: { ceo_id: owner.ceoId },
      headers: { origin: env().APP_URL },
    });
    expect(await isIn(browser)).toBe(true);
    expect(await lifeOf(await sid())).toEqual(old);
  });

  it("SE-05 opens nothing when the session has ended since it was looked at, and one of eight at once", async () => {
    const owner = await makeOwner(backstage);
    const wanted = { ceoId: owner.ceoId };
    const inForce = () => backstage.count("sessions", `ceo_id = '${owner.ceoId}' and revoked_at is null`);
    const before = await inForce();
    const many = await Promise.allSettled(
      Array.from({ length: 8 }, () => switchBusiness(owner.ctx, wanted, "api")),
    );
    expect(many.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await inForce()).toBe(before);
    await expect(switchBusiness(owner.ctx, wanted, "api")).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("a code that is taken away while it is answered", () => {
  async function rightCode(owner: Owner) {
    const asked = await new Caller().login(owner.phone);
    const challengeId = asked.data.challenge_id as string;
    const tried = await verifyChallenge({
      challengeId,
      otp: await backstage.code(challengeId),
      purpose: "sign-in",
      targetHash: hashTarget({}),
      pool: "stranger",
      facts: {},
    });
    if (tried.kind !== "right") throw new Error(tried.kind);
    return { challengeId, proof: tried.proof };
  }

  it("OT-01 SE-05 does nothing once the change that voided it is through, and what it does else", async () => {
    const owner = await makeOwner(backstage);
    const { challengeId, proof } = await rightCode(owner);
    const { spending } = await backstage.sql.begin(async (tx) => {
      await tx`update otp_challenges set voided_at = now() where id = ${challengeId}`;
      const spending = withTenantAndPlatform(owner.ctx, (own) => proof.spend(own)).then(
        () => "spent",
        (error: AppError) => error.code,
      );
      await untilSomebodyWaits();
      return { spending };
    });
    expect(await spending).toBe("wrong_code");
    await backstage.forgetLimits();
    const other = await rightCode(owner);
    await withTenantAndPlatform(owner.ctx, (own) => other.proof.spend(own));
  });
});

describe("how often codes are sent", () => {
  it("OT-09 keeps the phone's place when a registration was answered by its email alone", async () => {
    const { phone } = newPerson();
    const first = await new Caller().register({ phone, email: newPerson().email });
    const { challenge_id } = first.data;
    const codes = await backstage.codes(challenge_id);
    expect((await new Caller().verify({ challenge_id, otp: codes.email })).status).toBe(200);
    const second = await new Caller("203.0.113.9").register({ phone, email: newPerson().email });
    expect([second.status, second.body.code]).toEqual([429, "rate_limited"]);
    expect(await backstage.count("rate_limits", "key like 'otp.send.gap:%'")).toBe(1);
    expect((await new Caller().verify({ challenge_id, otp: codes.sms })).status).toBe(200);
    expect(await backstage.count("rate_limits", "key like 'otp.send.gap:%'")).toBe(0);
  });

  it("OT-09 limits codes to new mailboxes, also for an owner who approves with a passkey", async () => {
    const owner = await makeOwner(backstage);
    const phone = await givePasskey(backstage, owner);
    const { email } = newPerson();
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const asked = await askChallenge(owner.caller, "profile.email", { email }, { prefer: "passkey" });
      const otp = phone.get(asked.data.passkey);
      const body = { email, challenge_id: asked.data.challenge_id, otp };
      const answer = await owner.caller.call(changeProfile, "/api/ceo/profile", { method: "PATCH", body });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });
});

describe("invitations by text", () => {
  it("OT-09 go to at most ten numbers of one prefix an hour, whichever business invites", async () => {
    const owners = [await makeOwner(backstage), await makeOwner(backstage)];
    const invite = (n: number, prefix: string) =>
      addVendor(owners[n % 2]!.ctx, { name: "Femi", phone: `${prefix}${String(1000 + n)}` }).then(
        () => "told",
        (error: AppError) => error.code,
      );
    const outcomes = [];
    for (let n = 0; n < 12; n += 1) outcomes.push(await invite(n, "+234803999"));
    expect(outcomes).toEqual([...Array(10).fill("told"), "rate_limited", "rate_limited"]);
    expect(await invite(0, "+234803998")).toBe("told");
    expect(await backstage.count("vendors", "phone like '+234803999%'")).toBe(10);
  });
});

describe("a mailbox that is no longer hers", () => {
  const answer = (challenge_id: string, otp: string) =>
    new Caller().call(confirmRecovery, "/api/auth/recovery/confirm", { body: { challenge_id, otp } });

  async function grantFor(email: string) {
    const prove = async () => {
      await backstage.forgetLimits();
      const asked = await new Caller().call(askRecovery, "/api/auth/recovery", { body: { email } });
      return answer(asked.data.challenge_id, await backstage.code(asked.data.challenge_id));
    };
    const started = await prove();
    await backstage.sql`
      update recoveries set started_at = started_at - interval '30 hours', ready_at = now() - interval '1 minute'
      where id = ${started.data.recovery_id}`;
    return (await prove()).data as { recovery_id: string; grant: string };
  }

  const use = ({ recovery_id, grant }: { recovery_id: string; grant: string }) =>
    new Caller().call(recoverPhone, `/api/auth/recovery/${recovery_id}/phone`, {
      body: { grant, phone: newPerson().phone },
      params: { recovery_id },
    });

  it("P12.2 recovers nothing any more: what it began ends with the new email", async () => {
    const owner = await makeOwner(backstage);
    const stolen = await grantFor(owner.email);
    expect(stolen.grant).toMatch(/^[\w-]{43}$/);
    await backstage.forgetLimits();
    const { email } = newPerson();
    const proof = await codeFor(backstage, owner.caller, "profile.email", { email });
    const begun = await owner.caller.call(changeProfile, "/api/ceo/profile", {
      method: "PATCH",
      body: { email, ...proof },
    });
    const { challenge_id } = begun.data.confirm;
    const body = { challenge_id, otp: await backstage.code(challenge_id) };
    expect((await owner.caller.call(confirmEmail, "/api/ceo/profile/email", { body })).status).toBe(200);
    expect((await use(stolen)).status).not.toBe(200);
    expect(await isIn(owner.caller)).toBe(true);
    expect(await backstage.actions(owner.ceoId)).toContain("RECOVERY_STOPPED");
  });

  it("P12.2 recovers as long as it is hers", async () => {
    const owner = await makeOwner(backstage);
    expect((await use(await grantFor(owner.email))).status).toBe(200);
  });
});

describe("what a code is asked for", () => {
  it("AU-10 stays short and flat: the log keeps it for good", async () => {
    const owner = await makeOwner(backstage);
    const ask = (target: unknown) => askChallenge(owner.caller, "contact.erase", target);
    const before = await backstage.actions(owner.ceoId);
    for (const target of [
      { id: "x".repeat(3_000) },
      { id: { phone: "+2348031234567" } },
      { ids: [["one"]] },
      Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`field${n}`, n])),
    ]) {
      const refused = await ask(target);
      expect([refused.status, refused.body.code]).toEqual([400, "invalid_request"]);
    }
    expect(await backstage.actions(owner.ceoId)).toEqual(before);
    expect((await ask({ id: "con_one", ids: ["one", "two"], kobo: 5, yes: true, none: null })).status).toBe(
      200,
    );
    expect((await backstage.actions(owner.ceoId)).at(-1)).toBe("OTP_SENT");
  });

  it("AZ-01 is the owner's to ask, for every act that is hers alone", async () => {
    const owner = await makeOwner(backstage);
    const { phone } = await makeVendor(owner);
    const vendor = new Caller();
    const { challenge_id } = (await vendor.vendorLogin(phone)).data;
    const otp = await backstage.code(challenge_id);
    vendor.token = (await vendor.verify({ challenge_id, otp })).data.token;
    for (const purpose of STEP_UP_PURPOSES) {
      const refused = await askChallenge(vendor, purpose, { id: "one" });
      expect([purpose, refused.status]).toEqual([purpose, 403]);
    }
    expect((await askChallenge(owner.caller, "contact.erase", { id: "one" })).status).toBe(200);
  });
});

describe("next-auth's addresses", () => {
  const post = (action: string, body: BodyInit) =>
    nextAuth(
      new NextRequest(`${env().APP_URL}/api/auth/${action}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: env().APP_URL },
        body,
        duplex: "half",
      } as never),
      { params: Promise.resolve({ nextauth: [action] }) },
    );

  it("FI-02 read no more than an ordinary body, whatever its length header says", async () => {
    for (const action of ["_log", "session", "callback"]) {
      let given = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          given += 1;
          if (given > 1_000) controller.close();
          else controller.enqueue(new Uint8Array(10_000).fill(32));
        },
      });
      expect([action, (await post(action, endless)).status]).toEqual([action, 413]);
      expect(given).toBeLessThan(30);
      expect((await post(action, "{}")).status).not.toBe(413);
    }
  });
});
